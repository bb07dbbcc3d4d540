import { IsMoment, PageQuery, type Sent } from '@carbon/http';
import { IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { SUB_BALANCES } from '../domain/sub-balances';
import type { HoldingBlock } from '../persistence/read-holding-blocks';
import type { Holding } from '../persistence/read-holdings';
import { IsHolderName, IsMarket } from './fields';

export class HoldingQueryParameters extends PageQuery {
  @IsMarket()
  market!: string;

  @IsHolderName({
    description: "Holder, by id or code; the caller's own when absent. 持有人",
    optional: true,
  })
  holder?: string;

  @IsMoment({ description: 'As it was at this moment; now when absent. 时点', optional: true })
  at?: string;
}

export class HoldingBlockQuery extends PageQuery {
  @IsHolderName({
    description: "Holder, by id or code; the caller's own when absent. 持有人",
    optional: true,
  })
  holder?: string;
}

export class HoldingPath {
  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CEA24' })
  instrument!: string;
}

const UNITS = { format: 'whole-number', type: 'string' } as const;

export class SubBalancesBody {
  @ApiProperty({ ...UNITS, description: 'Free on the registry side. 登记可用', example: '700' })
  registryAvailable!: string;

  @ApiProperty({ ...UNITS, description: 'Free on the exchange side. 交易可用', example: '200' })
  exchangeAvailable!: string;

  @ApiProperty({ ...UNITS, description: 'Frozen on the registry side. 登记冻结', example: '0' })
  registryFrozen!: string;

  @ApiProperty({ ...UNITS, description: 'Frozen by open orders. 交易冻结', example: '50' })
  exchangeFrozen!: string;

  @ApiProperty({ ...UNITS, description: 'In applications under review. 申请中', example: '30' })
  pending!: string;

  @ApiProperty({ ...UNITS, description: 'Frozen by a court. 司法冻结', example: '20' })
  judicial!: string;

  @ApiProperty({ ...UNITS, description: 'Pledged. 质押', example: '0' })
  pledged!: string;

  @ApiProperty({ ...UNITS, description: 'Locked by the scheme. 锁定', example: '0' })
  locked!: string;
}

export class HoldingBody {
  @ApiProperty({ description: 'Instrument, one a vintage. 品种', example: 'CEA24' })
  instrument!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Vintage. 年度', example: '2024' })
  vintage!: string | null;

  @ApiProperty({ type: SubBalancesBody, description: 'Where the units stand, in tonnes. 分项余额' })
  parts!: Sent<SubBalancesBody>;

  @ApiProperty({ ...UNITS, description: 'The sum of the parts, in tonnes. 总持仓', example: '1000' })
  position!: string;
}

export function holdingBody({ instrument, vintage, parts, position }: Holding): Sent<HoldingBody> {
  const told = Object.fromEntries(SUB_BALANCES.map((name) => [name, parts[name].toString()]));
  return {
    instrument,
    vintage,
    parts: told as unknown as Sent<SubBalancesBody>,
    position: position.toString(),
  };
}

export class HoldingBlockBody {
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({ enum: SUB_BALANCES, description: 'Where they stand. 分项', example: 'registryAvailable' })
  subBalance!: (typeof SUB_BALANCES)[number];

  @ApiProperty({ description: 'First serial, included. 起始编号', example: '1' })
  first!: string;

  @ApiProperty({ description: 'Last serial, included. 终止编号', example: '100' })
  last!: string;

  @ApiProperty({ description: 'Units, last − first + 1. 数量', example: '100' })
  quantity!: string;
}

export function holdingBlockBody({ account, subBalance, first, last }: HoldingBlock): Sent<HoldingBlockBody> {
  return {
    ...{ account, subBalance, first: first.toString(), last: last.toString() },
    quantity: (last - first + 1n).toString(),
  };
}
