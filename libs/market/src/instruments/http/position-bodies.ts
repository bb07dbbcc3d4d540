import type { Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { ApiProperty } from '@nestjs/swagger';
import { holdingLimitOf, reportFrom, type TradingRules } from '../../domain/trading';
import type { Holding } from '../persistence/read-holdings';

const NULLABLE = { type: String, nullable: true } as const;

/** TRD-017: what one subject holds of an instrument, on all its accounts. */
export class MarketPositionBody {
  @ApiProperty({ description: 'Holder. 持有人', example: 'DEMO-POWER' })
  holder!: string;

  @ApiProperty({ description: '中文名称', example: '示例新能源' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Example New Energy' })
  nameEn!: string;

  @ApiProperty({ description: 'Units held. 持有量', example: '120000' })
  quantity!: string;

  @ApiProperty({ description: 'Percent of all that is held, four decimals. 占比（%）', example: '12.5000' })
  sharePercent!: string;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'Whether it reaches the line of the large-holder report; null without a line. 是否达到大户报告线',
    example: true,
  })
  reportable!: boolean | null;

  @ApiProperty({
    ...NULLABLE,
    description:
      'The most it may hold; null where no limit is known, or it depends on its allocation. 最大持有量',
    example: '1000000',
  })
  limit!: string | null;
}

const SCALE = 10_000n;
const HUNDRED = 100n;
const DECIMALS = 4;

/** Percent with four decimals, half up. */
function percentOf(part: bigint, whole: bigint): string {
  const digits = ((2n * part * HUNDRED * SCALE + whole) / (2n * whole))
    .toString()
    .padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}

export function marketPositionBody(
  rules: TradingRules,
  { quantity }: Holding,
  { code, nameZh, nameEn, kind }: Holder,
  held: bigint,
): Sent<MarketPositionBody> {
  const line = reportFrom(rules, held);
  // an emitter's limit rests on its allocation, which this room does not know
  const limit = kind === 'key-emitter' ? undefined : holdingLimitOf(rules, {});
  return {
    ...{ holder: code, nameZh, nameEn, quantity: quantity.toString() },
    sharePercent: percentOf(quantity, held),
    reportable: line === undefined ? null : quantity >= line,
    limit: limit?.toString() ?? null,
  };
}
