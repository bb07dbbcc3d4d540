import { PageQuery, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsHolderName, IsMarket } from '../../holdings/index';
import type { OffsetHoldings, OffsetUnits } from '../use-cases/offset-units';
import { IsYearInQuery } from './fields';
import { JudgedByBody, packBody } from './surrender-bodies';
import { RefusalReasonBody } from './what-if-bodies';

export class OffsetUnitsQuery extends PageQuery {
  @IsMarket()
  market!: string;

  @IsYearInQuery()
  year!: number;

  @IsHolderName({
    description: "Holder, by id or code; the caller's own when absent. 持有人",
    optional: true,
  })
  holder?: string;
}

const TONNES = { type: String, format: 'whole-number' } as const;

export class OffsetUnitsBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CCER-PJ000001-20250101-20251231' })
  instrument!: string;

  @ApiProperty({ description: 'Scheme of the credits. 减排机制', example: 'CCER' })
  scheme!: string;

  @ApiProperty({ ...TONNES, description: 'Available on the registry side. 可用数量', example: '5000' })
  available!: string;

  @ApiProperty({ description: 'Whether they count for the year. 是否可用于抵销', example: true })
  eligible!: boolean;

  @ApiProperty({ type: RefusalReasonBody, nullable: true, description: 'Why not. 原因' })
  reason!: Sent<RefusalReasonBody> | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date',
    description: 'When they were registered; null where unknown. 登记日期',
    example: '2025-03-10',
  })
  registeredOn!: string | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether their project is inside an allowance scheme; null where unknown. 是否纳入配额管理',
    example: false,
  })
  coveredByEts!: boolean | null;
}

export class OffsetHoldingsBody {
  @ApiProperty({ type: OffsetUnitsBody, isArray: true, description: 'Credits by batch. 减排量' })
  items!: readonly Sent<OffsetUnitsBody>[];

  @ApiProperty({
    required: false,
    description: 'Cursor of the following page; absent on the last. 下一页游标',
    example: 'WyJDQ0VSIl0',
  })
  next?: string;

  @ApiProperty({ ...TONNES, nullable: true, description: 'The most that counts. 抵销上限', example: '50000' })
  creditCap!: string | null;

  @ApiProperty({
    ...TONNES,
    nullable: true,
    description: 'Left of it, applications under review taken off. 剩余抵销额度',
    example: '45000',
  })
  creditCapLeft!: string | null;

  @ApiProperty({ type: JudgedByBody, description: 'Rule pack applied. 所依规则包' })
  pack!: Sent<JudgedByBody>;
}

const unitsBody = ({
  instrument,
  scheme,
  availableT,
  facts,
  reason,
}: OffsetUnits): Sent<OffsetUnitsBody> => ({
  ...{ instrument, scheme, available: availableT.toString() },
  eligible: reason === undefined,
  reason: reason ?? null,
  registeredOn: facts.registeredOn ?? null,
  coveredByEts: facts.coveredByEts ?? null,
});

export function offsetHoldingsBody({
  units,
  capT,
  capLeftT,
  pack,
}: OffsetHoldings): Sent<OffsetHoldingsBody> {
  return {
    items: units.items.map(unitsBody),
    ...(units.next === undefined ? {} : { next: units.next }),
    creditCap: capT?.toString() ?? null,
    creditCapLeft: capLeftT?.toString() ?? null,
    pack: packBody({ pack }),
  };
}
