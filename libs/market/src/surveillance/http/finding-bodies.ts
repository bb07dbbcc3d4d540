import type { Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { yuanOf } from '../../domain/trading/index';
import { EVIDENCE_KINDS } from '../domain/finding';
import { SEVERITIES } from '../domain/alert-kinds';
import type { Alert, StoredFinding } from '../persistence/read-alerts';
import type { EvidenceRows } from '../persistence/read-evidence';
import { alertBody, SurveillanceAlert } from './alert-bodies';

export class EvidenceReference {
  @ApiProperty({ enum: EVIDENCE_KINDS, description: 'What it is. 类型', example: 'trade' })
  kind!: string;

  @ApiProperty({ description: 'Its number, or the day. 编号或日期', example: '42' })
  ref!: string;
}

export class SurveillancePack {
  @ApiProperty({ description: 'Rule pack. 规则包', example: 'market-surveillance' })
  id!: string;

  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'How well founded its figures are. 依据可靠程度', example: 'X' })
  certainty!: string;

  @ApiProperty({ description: 'SHA-256 of the pack. 规则包哈希', example: 'a'.repeat(64) })
  hash!: string;
}

export class AlertFindingBody {
  @ApiProperty({ description: 'Number. 序号', example: '7' })
  id!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was complete. 完成时间',
    example: '2026-03-02T10:00:30.000+08:00',
  })
  at!: string;

  @ApiProperty({ enum: SEVERITIES, description: 'Severity. 严重程度', example: 'severe' })
  severity!: string;

  @ApiProperty({
    description: 'What was seen, in Chinese. 所见情形（中文）',
    example: '成交 42：甲卖给乙 100',
  })
  seenZh!: string;

  @ApiProperty({
    description: 'What was seen, in English. 所见情形（英文）',
    example: 'Trade 42: A sold 100 to B',
  })
  seenEn!: string;

  @ApiProperty({
    description: 'How it was computed, in Chinese. 计算方法（中文）',
    example: '按成交时的集团关系上溯',
  })
  computedZh!: string;

  @ApiProperty({
    description: 'How it was computed, in English. 计算方法（英文）',
    example: 'Both holders lead up to the same head',
  })
  computedEn!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The numbers. 数据',
    example: { quantity: '100' },
  })
  facts!: StoredFinding['facts'];

  @ApiProperty({
    type: [EvidenceReference],
    description: 'Rows it rests on. 依据的记录',
    example: [{ kind: 'trade', ref: '42' }],
  })
  evidence!: readonly Sent<EvidenceReference>[];

  @ApiProperty({
    type: SurveillancePack,
    description: 'Figures it was judged by. 所依规则包',
    example: { id: 'market-surveillance', version: '2026.1', certainty: 'X', hash: 'a'.repeat(64) },
  })
  pack!: Sent<SurveillancePack>;
}

export function findingBody(finding: StoredFinding): Sent<AlertFindingBody> {
  const { id, at, severity, facts, told, evidence } = finding;
  return {
    ...{ id, at: chinaTimestamp(at), severity, facts, evidence: evidence.map((one) => ({ ...one })) },
    ...{ seenZh: told.seen.zh, seenEn: told.seen.en },
    ...{ computedZh: told.computed.zh, computedEn: told.computed.en },
    pack: {
      ...{ id: finding.packId, version: finding.packVersion },
      ...{ certainty: finding.certainty, hash: finding.packHash },
    },
  };
}

export class EvidenceTradeBody {
  @ApiProperty({ description: 'Trade. 成交编号', example: '42' })
  id!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'Method. 交易方式', example: 'listed' })
  method!: string;

  @ApiProperty({ description: 'Price, yuan a unit. 单价（元）', example: '50.10' })
  price!: string;

  @ApiProperty({ description: 'Quantity. 数量', example: '100' })
  quantity!: string;

  @ApiProperty({ description: 'Trading account of the seller. 卖方交易账户', example: 'TA0000000017' })
  seller!: string;

  @ApiProperty({ description: 'Trading account of the buyer. 买方交易账户', example: 'TA0000000025' })
  buyer!: string;

  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: '2026-03-02T10:00:00.000+08:00' })
  at!: string;
}

export class EvidenceOrderBody {
  @ApiProperty({ description: 'Order. 委托编号', example: '17' })
  id!: string;

  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ enum: ['buy', 'sell'], description: 'Side. 方向', example: 'sell' })
  side!: string;

  @ApiProperty({ description: 'Price, yuan a unit. 单价（元）', example: '51.00' })
  price!: string;

  @ApiProperty({ description: 'Quantity. 数量', example: '5000' })
  quantity!: string;

  @ApiProperty({ description: 'Filled. 已成交', example: '0' })
  filled!: string;

  @ApiProperty({ description: 'State. 状态', example: 'cancelled' })
  state!: string;

  @ApiProperty({ description: 'Trading account. 交易账户', example: 'TA0000000017' })
  account!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Placed at. 申报时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  placedAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Last changed at. 最近变动时间',
    example: '2026-03-02T10:01:00.000+08:00',
  })
  changedAt!: string;
}

export class EvidenceCommandBody {
  @ApiProperty({ description: 'Number in the journal of its market. 指令序号', example: '1001' })
  sequence!: string;

  @ApiProperty({ description: 'Kind. 类型', example: 'cancel' })
  kind!: string;

  @ApiProperty({ description: 'Done or refused. 结果', example: 'refused' })
  status!: string;

  @ApiProperty({
    required: false,
    description: 'Code of the refusal. 拒绝代码',
    example: 'EXCHANGE_OUTSIDE_BAND',
  })
  code?: string;

  @ApiProperty({ description: 'Who gave it. 发出者', example: 'user:01900000-0000-7000-8000-000000000009' })
  actor!: string;

  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: '2026-03-02T10:00:00.000+08:00' })
  at!: string;
}

export class EvidenceDayBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ format: 'date', description: 'Day. 日期', example: '2026-03-02' })
  day!: string;

  @ApiProperty({ description: 'Previous close, yuan. 前收盘价（元）', example: '50.00' })
  previousClose!: string;

  @ApiProperty({ required: false, description: 'Close, yuan. 收盘价（元）', example: '50.10' })
  close?: string;

  @ApiProperty({ description: 'Volume that makes the price. 成交量', example: '12000' })
  quantity!: string;

  @ApiProperty({ description: 'Trades. 成交笔数', example: '40' })
  trades!: string;
}

export class AlertDetailBody extends SurveillanceAlert {
  @ApiProperty({
    type: [AlertFindingBody],
    description: 'Its first instances; all of them in the list of findings. 最初的情形，全部见情形列表',
    example: [],
  })
  firstFindings!: readonly Sent<AlertFindingBody>[];

  @ApiProperty({ type: [EvidenceTradeBody], description: 'Trades behind them. 相关成交', example: [] })
  trades!: readonly Sent<EvidenceTradeBody>[];

  @ApiProperty({ type: [EvidenceOrderBody], description: 'Orders behind them. 相关委托', example: [] })
  orders!: readonly Sent<EvidenceOrderBody>[];

  @ApiProperty({ type: [EvidenceCommandBody], description: 'Commands behind them. 相关指令', example: [] })
  commands!: readonly Sent<EvidenceCommandBody>[];

  @ApiProperty({ type: [EvidenceDayBody], description: 'Days behind them. 相关交易日', example: [] })
  days!: readonly Sent<EvidenceDayBody>[];
}

export function alertDetailBody(
  alert: Alert,
  findings: readonly StoredFinding[],
  { trades, orders, commands, days }: EvidenceRows,
): Sent<AlertDetailBody> {
  const yuan = (fen: string) => yuanOf(BigInt(fen));
  return {
    ...alertBody(alert),
    firstFindings: findings.map(findingBody),
    trades: trades.map(({ id, instrument, method, priceFen, quantity, seller, buyer, at }) => ({
      ...{ id: id.toString(), instrument, method, price: yuanOf(priceFen), quantity: quantity.toString() },
      ...{ seller: seller.account, buyer: buyer.account, at: chinaTimestamp(at) },
    })),
    orders: orders.map(({ priceFen, placedAt, changedAt, ...order }) => ({
      ...order,
      ...{ price: yuan(priceFen), placedAt: chinaTimestamp(placedAt), changedAt: chinaTimestamp(changedAt) },
    })),
    commands: commands.map(({ code, happenedAt, ...command }) => ({
      ...{ ...command, at: chinaTimestamp(happenedAt) },
      ...(code === null ? {} : { code }),
    })),
    days: days.map(({ instrument, day, previousCloseFen, closeFen, listedQuantity, listedTrades }) => ({
      ...{ instrument, day, previousClose: yuan(previousCloseFen) },
      ...(closeFen === null ? {} : { close: yuan(closeFen) }),
      ...{ quantity: listedQuantity, trades: listedTrades },
    })),
  };
}
