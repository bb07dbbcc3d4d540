import {
  IsChinaDate,
  IsListOf,
  IsMoment,
  IsOneOf,
  IsText,
  IsWholeNumberString,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { yuanOrNull } from '../../orders/domain/yuan';
import { yuanPerKwh } from '../domain/price';
import type { Participant } from '../persistence/participants';
import { type PowerPrice, type Side, SIDES, type StatementLine } from '../persistence/read-results';
import type { TakenReading } from '../use-cases/take-readings';

const MOST_READINGS = 1_000;
const ASSET = /^AS-\d{6,}$/;

export class PowerParticipantsQuery extends PageQuery {}

export class PowerPricesQuery extends PageQuery {
  @IsChinaDate({ description: 'China day. 日期' })
  day!: string;

  @IsText({
    description: 'Only of this kind of source. 按电源类型筛选',
    max: 40,
    optional: true,
    example: 'wind',
  })
  kind?: string;
}

export class PowerStatementQuery extends PageQuery {
  @IsChinaDate({ description: 'China day. 日期' })
  day!: string;

  @IsOneOf(SIDES, { description: 'What was bought, or what was sold. 买方或卖方', example: 'buyer' })
  side!: Side;
}

export class PowerReadingBody {
  @IsText({
    description: 'Plant, by its number. 电源资产编号',
    max: 20,
    pattern: ASSET,
    example: 'AS-000001',
  })
  plant!: string;

  @IsMoment({ description: 'Beginning of the interval. 时段起始时间', example: '2026-03-02T12:00:00+08:00' })
  interval!: string;

  @IsWholeNumberString({ description: 'Energy metered, in Wh. 计量电量（瓦时）', example: '24500' })
  energyWh!: string;
}

export class PowerReadingsBody {
  @IsListOf(() => PowerReadingBody, {
    description: 'Readings, each taken or refused by itself. 读数',
    max: MOST_READINGS,
  })
  readings!: PowerReadingBody[];
}

const MOMENT = { format: 'date-time', example: '2026-03-02T12:00:00.000+08:00' } as const;
const NULLABLE = { type: String, nullable: true, example: null } as const;

export class RefusedReadingBody {
  @ApiProperty({ description: 'Place in the request. 位置', example: 'readings[0].interval' })
  field!: string;

  @ApiProperty({ description: 'What it breaks. 规则', example: 'late' })
  rule!: string;

  @ApiProperty({ description: 'In Chinese. 中文说明', example: '已超过该时段读数期限' })
  zh!: string;

  @ApiProperty({ description: 'In English. 英文说明', example: 'its readings were due before' })
  en!: string;
}

export class TakenReadingsBody {
  @ApiProperty({ description: 'Readings that were taken. 接收条数', example: 95 })
  accepted!: number;

  @ApiProperty({ type: [RefusedReadingBody], description: 'Those that were not, and why. 拒绝明细' })
  refused!: readonly Sent<RefusedReadingBody>[];
}

export class PowerParticipantBody {
  @ApiProperty({ description: 'Code of the holder. 主体代码', example: 'DEMO-PARK' })
  holder!: string;

  @ApiProperty({ description: 'Its funds account. 资金账户', example: 'CL-400-1030-0-11' })
  account!: string;

  @ApiProperty({ description: 'May offer energy. 可出售', example: true })
  maySell!: boolean;

  @ApiProperty({ description: 'May buy energy. 可购买', example: true })
  mayBuy!: boolean;

  @ApiProperty({ ...MOMENT, description: 'Since when. 准入时间' })
  admittedAt!: string;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'Until when. 终止时间' })
  endedAt!: string | null;
}

/** A quarter hour of a kind of source; nobody is named. */
export class PowerPriceBody {
  @ApiProperty({ ...MOMENT, description: 'Beginning of the interval. 时段起始时间' })
  interval!: string;

  @ApiProperty({ description: 'Kind of source. 电源类型', example: 'wind' })
  kind!: string;

  @ApiProperty({ description: 'Energy contracted, in Wh. 成交电量（瓦时）', example: '120000' })
  contractedWh!: string;

  @ApiProperty({
    description: 'Average by energy, in yuan per kWh, half a unit up. 加权均价（元/千瓦时）',
    example: '0.4250',
  })
  averagePrice!: string;

  @ApiProperty({ description: 'Lowest price, in yuan per kWh. 最低价', example: '0.4000' })
  lowestPrice!: string;

  @ApiProperty({ description: 'Highest price, in yuan per kWh. 最高价', example: '0.4500' })
  highestPrice!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Delivered by the meters, in Wh; null while readings are missing. 实际交付电量',
  })
  deliveredWh!: string | null;
}

/** A contract on one side: from which plant how much, what came, what it cost. */
export class PowerStatementBody {
  @ApiProperty({
    description: 'Number of the contract. 合同编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ ...MOMENT, description: 'Beginning of the interval. 时段起始时间' })
  interval!: string;

  @ApiProperty({ description: 'Plant, by its number. 电源资产编号', example: 'AS-000001' })
  plant!: string;

  @ApiProperty({ description: 'Kind of source. 电源类型', example: 'wind' })
  kind!: string;

  @ApiProperty({ description: 'Own funds account. 本方资金账户', example: 'CL-400-1030-0-11' })
  account!: string;

  @ApiProperty({ description: 'Energy contracted, in Wh. 合同电量（瓦时）', example: '8000' })
  contractedWh!: string;

  @ApiProperty({ description: 'Price, in yuan per kWh. 价格（元/千瓦时）', example: '0.4250' })
  price!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Delivered, in Wh; null while there is no reading. 交付电量（瓦时）',
    example: '7900',
  })
  deliveredWh!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'What it costs, in yuan. 金额（元）', example: '3.35' })
  amount!: string | null;

  @ApiProperty({ description: 'No reading came in time: nothing is paid. 逾期无读数', example: false })
  unread!: boolean;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was paid. 结算时间' })
  settledAt!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Ledger transaction. 账本交易', example: '1042' })
  transaction!: string | null;
}

export function takenReadingsBody(taken: readonly TakenReading[]): Sent<TakenReadingsBody> {
  return {
    accepted: taken.filter(({ accepted }) => accepted).length,
    refused: taken.flatMap(({ fault }) =>
      fault === undefined ? [] : [{ field: fault.field, rule: fault.rule, ...fault.message }],
    ),
  };
}

export function powerParticipantBody(one: Participant, holder: string): Sent<PowerParticipantBody> {
  const { fundsAccount: account, maySell, mayBuy, admittedAt, endedAt } = one;
  return {
    ...{ holder, account, maySell, mayBuy, admittedAt: chinaTimestamp(admittedAt) },
    endedAt: endedAt === null ? null : chinaTimestamp(endedAt),
  };
}

export function powerPriceBody(price: PowerPrice): Sent<PowerPriceBody> {
  const { contractedWh, weighted } = price;
  return {
    ...{ interval: chinaTimestamp(price.startsAt), kind: price.kind, contractedWh: contractedWh.toString() },
    averagePrice: yuanPerKwh((2n * weighted + contractedWh) / (2n * contractedWh)),
    ...{ lowestPrice: yuanPerKwh(price.lowest), highestPrice: yuanPerKwh(price.highest) },
    deliveredWh: price.deliveredWh?.toString() ?? null,
  };
}

export function powerStatementBody(line: StatementLine): Sent<PowerStatementBody> {
  return {
    ...{ id: line.id, interval: chinaTimestamp(line.startsAt), plant: line.assetNumber, kind: line.kind },
    ...{ account: line.account, contractedWh: line.contractedWh.toString(), price: yuanPerKwh(line.price) },
    ...{ deliveredWh: line.deliveredWh?.toString() ?? null, amount: yuanOrNull(line.dueFen) },
    ...{ unread: line.unread, settledAt: line.settledAt === null ? null : chinaTimestamp(line.settledAt) },
    transaction: line.transactionId?.toString() ?? null,
  };
}
