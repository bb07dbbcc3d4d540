import { IsCount, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsProgrammeCode } from '../../programmes/http/fields';
import type { PoolSale } from '../credit-pools';
import { ROUND_STATES } from '../domain/round-state';
import type { PoolRound } from '../persistence/rounds';
import type { UnitsOfRound } from '../use-cases/units-of-rounds';
import { PoolingPackBody, poolingPackBody } from './terms-bodies';

export class PoolingProgrammePath {
  @IsProgrammeCode()
  programme!: string;
}

export class PoolRoundPath extends PoolingProgrammePath {
  @Type(() => Number)
  @IsCount({ description: 'Which round of the programme. 第几批', example: 1, min: 1, max: 100_000 })
  round!: number;
}

export class PoolRoundsQuery extends PageQuery {}

/** A sale as everybody concerned reads it. */
export class PoolSaleBody {
  @ApiProperty({ description: 'Names the sale. 交易编号', example: 'SALE-2026-0007' })
  sale!: string;
  @ApiProperty({ description: 'Tonnes that were sold. 售出吨数', example: '1' })
  tonnes!: string;
  @ApiProperty({ description: 'What the buyer paid, yuan. 价款（元）', example: '60.00' })
  proceedsYuan!: string;
  @ApiProperty({ description: "The aggregator's fee, yuan. 服务费（元）", example: '3.00' })
  feeYuan!: string;
  @ApiProperty({
    description:
      'Of the rest, what the programme owes its residents in rewards, yuan: money is not paid here. 应用于居民奖励（元）',
    example: '39.90',
  })
  forResidentsYuan!: string;
  @ApiProperty({ description: 'When it was settled. 结算时间', example: '2026-12-01T10:00:00.000+08:00' })
  at!: string;
}

/** Units that an issue made. */
export class PoolUnitsBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'PHER-SZ-PL000001-20260901-20260930' })
  instrument!: string;
  @ApiProperty({ description: 'Transaction of the issue. 签发交易号', example: '4711' })
  transaction!: string;
  @ApiProperty({ description: 'Serials, first to last. 序列号', type: [String], example: ['1-1'] })
  serials!: string[];
  @ApiProperty({ description: 'Whole tonnes. 整吨', example: '1' })
  tonnes!: string;
  @ApiProperty({ description: 'Still held by somebody. 持有中', example: '0' })
  held!: string;
  @ApiProperty({ description: 'Retired to offset emissions. 已注销', example: '1' })
  retired!: string;
  @ApiProperty({ description: 'Surrendered for compliance. 已履约', example: '0' })
  surrendered!: string;
  @ApiProperty({ description: 'Cancelled, expired or changed into others. 其他', example: '0' })
  otherwise!: string;
  @ApiProperty({ type: [PoolSaleBody], description: 'Sales so far. 已结算交易' })
  sales!: PoolSaleBody[];
}

const yuan = (fen: bigint): string => `${fen / 100n}.${(fen % 100n).toString().padStart(2, '0')}`;
const PERMILLE = 1_000n;

/** What residents are due is rounded down, to the fen. */
function poolSaleBody(sale: PoolSale, permille: number): Sent<PoolSaleBody> {
  return {
    ...{ sale: sale.reference, tonnes: sale.tonnes.toString(), proceedsYuan: yuan(sale.proceedsFen) },
    feeYuan: yuan(sale.feeFen),
    forResidentsYuan: yuan((sale.programmeFen * BigInt(permille)) / PERMILLE),
    at: chinaTimestamp(sale.settledAt),
  };
}

export function poolUnitsBody({ round, serials, supply, sales }: UnitsOfRound): Sent<PoolUnitsBody> {
  return {
    ...{ instrument: round.instrument ?? '', transaction: (round.transactionId ?? 0n).toString() },
    ...{ serials: [...serials], tonnes: (round.tonnes ?? 0n).toString() },
    ...{ held: supply.held.toString(), retired: supply.retired.toString() },
    surrendered: supply.surrendered.toString(),
    otherwise: (supply.cancelled + supply.expired + supply.converted).toString(),
    sales: sales.map((sale) => poolSaleBody(sale, round.residentsPermille)),
  };
}

/** A round as its operator sees it: nobody is named, and of few nothing is told. */
export class PoolRoundBody {
  @ApiProperty({ description: 'Which round. 第几批', example: 1 })
  round!: number;
  @ApiProperty({ enum: ROUND_STATES, description: 'How far it is. 状态', example: 'issued' })
  state!: string;
  @ApiProperty({ description: 'The last month whose acts are in it. 截至月份', example: '2026-09' })
  upTo!: string;
  @ApiProperty({ description: 'Version of the terms. 汇集规则版本', example: 1 })
  terms!: number;
  @ApiProperty({ description: 'Pool in the room of credits. 归集项目', example: 'PL000001' })
  pool!: string;
  @ApiProperty({ description: 'Its period there. 监测期', example: 1 })
  period!: number;
  @ApiProperty({
    description: 'Residents; null below the smallest group. 居民人数（低于最小人数不显示）',
    type: Number,
    nullable: true,
    example: 1250,
  })
  residents!: number | null;
  @ApiProperty({ description: 'Grams taken. 汇集克数', example: '1250000' })
  takenGrams!: string;
  @ApiProperty({ description: 'Grams that came back. 退回克数', example: '0' })
  returnedGrams!: string;
  @ApiProperty({ description: 'Grams in units. 已签发克数', example: '1000000' })
  issuedGrams!: string;
  @ApiProperty({ description: 'Grams in the pool and in no unit. 留存克数', example: '250000' })
  carriedGrams!: string;
  @ApiProperty({ description: 'Points given for it. 奖励积分', example: '10000' })
  bonusPoints!: string;
  @ApiProperty({
    description: 'SHA-256 over the shares, and over each that came back since. 份额摘要',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  evidence!: string;
  @ApiProperty({ type: PoolingPackBody, description: 'Rules it was taken by. 规则包' })
  pack!: PoolingPackBody;
  @ApiProperty({ description: 'When it was taken. 汇集时间', example: '2026-11-02T10:00:00.000+08:00' })
  openedAt!: string;
  @ApiProperty({
    description: 'When its issue was settled. 结清时间',
    type: String,
    nullable: true,
    example: '2026-12-01T10:00:00.000+08:00',
  })
  settledAt!: string | null;
  @ApiProperty({ type: PoolUnitsBody, nullable: true, description: 'Units of its issue. 签发结果' })
  units!: PoolUnitsBody | null;
}

export function poolRoundBody(
  round: PoolRound,
  units: UnitsOfRound | undefined,
  smallestGroup: number,
): Sent<PoolRoundBody> {
  return {
    ...{ round: round.ordinal, state: round.state, upTo: round.upTo, terms: round.termsVersion },
    ...{ pool: round.pool, period: round.period, evidence: round.evidence },
    pack: poolingPackBody(round.pack),
    residents: round.residents < smallestGroup ? null : round.residents,
    takenGrams: formatGrams(round.takenUg),
    returnedGrams: formatGrams(round.returnedUg),
    issuedGrams: formatGrams(round.issuedUg),
    carriedGrams: formatGrams(round.carriedUg),
    bonusPoints: round.bonusPoints.toString(),
    openedAt: chinaTimestamp(round.openedAt),
    settledAt: round.settledAt === null ? null : chinaTimestamp(round.settledAt),
    units: units === undefined ? null : poolUnitsBody(units),
  };
}
