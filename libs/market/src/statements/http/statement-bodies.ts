import { IsChinaDate, IsCount, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { PRINT_LANGUAGES, type PrintLanguage } from '@carbon/receipts';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import type { LineJson, StatementJson } from '../domain/statement-json';
import type { KeptStatement } from '../persistence/account-statements';

export class StatedAccountPath {
  @IsText({
    description: 'Number of the trading account. 交易账户',
    max: 40,
    pattern: /^TA[A-Z0-9-]+$/,
    example: 'TA-10000001-42',
  })
  number!: string;
}

export class AccountStatementPath extends StatedAccountPath {
  @IsChinaDate({ description: 'Day of the statement. 结算日', example: '2026-03-02' })
  day!: ChinaDate;
}

export class AccountStatementsQuery extends PageQuery {}

export class StatementVersionQuery {
  @Type(() => Number)
  @IsCount({
    description: 'Version; the latest when absent. 版本',
    min: 1,
    max: 1_000_000,
    optional: true,
    example: 1,
  })
  version?: number;
}

export class StatementPdfQuery extends StatementVersionQuery {
  @IsOneOf(PRINT_LANGUAGES, { description: 'Language of the print. 语言', example: 'both', optional: true })
  lang?: PrintLanguage;
}

export class AccountStatementDayBody {
  @ApiProperty({ description: 'Trading account. 交易账户', example: 'TA-10000001-42' })
  account!: string;
  @ApiProperty({ format: 'date', description: 'Day. 结算日', example: '2026-03-02' })
  day!: string;
  @ApiProperty({ description: 'Version; a correction brings a further one. 版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({
    enum: ['balanced', 'faulty'],
    description: 'Whether every line agrees with the ledger. 是否平衡',
    example: 'balanced',
  })
  state!: string;
  @ApiProperty({
    description: 'SHA-256 of the canonical JSON of the content. 内容哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  contentHash!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was made. 制作时间',
    example: '2026-03-02T15:05:00.000+08:00',
  })
  madeAt!: string;
}

export const statementDayBody = (kept: Omit<KeptStatement, 'content'>): Sent<AccountStatementDayBody> => ({
  ...{ account: kept.account, day: kept.day, version: kept.version, market: kept.market, state: kept.state },
  ...{ contentHash: kept.contentHash.toString('hex'), madeAt: chinaTimestamp(kept.madeAt) },
});

const AMOUNT = { type: String } as const;

export class DayStatementLineBody {
  @ApiProperty({
    description: 'Instrument; CNY is the money, in fen. 品种（CNY 为资金，单位分）',
    example: 'CEA25',
  })
  instrument!: string;
  @ApiProperty({ description: 'Unit. 单位', example: 't' })
  unit!: string;
  @ApiProperty({ ...AMOUNT, description: 'At the beginning. 期初', example: '1000' })
  opening!: string;
  @ApiProperty({ ...AMOUNT, description: 'Bought; of money: paid for purchases. 买入', example: '300' })
  bought!: string;
  @ApiProperty({ ...AMOUNT, description: 'Sold; of money: received for sales. 卖出', example: '0' })
  sold!: string;
  @ApiProperty({ ...AMOUNT, description: 'Fees, of money only. 手续费', example: '0' })
  fees!: string;
  @ApiProperty({
    ...AMOUNT,
    description: 'Came in otherwise: deposits, moves, issues. 其他转入',
    example: '0',
  })
  movedIn!: string;
  @ApiProperty({
    ...AMOUNT,
    description: 'Went out otherwise: withdrawals, moves, surrender. 其他转出',
    example: '0',
  })
  movedOut!: string;
  @ApiProperty({ ...AMOUNT, description: 'At the end. 期末', example: '1300' })
  closing!: string;
  @ApiProperty({ ...AMOUNT, description: 'Of this, free to use. 其中可用', example: '1300' })
  available!: string;
  @ApiProperty({ ...AMOUNT, description: 'Of this, set apart. 其中冻结', example: '0' })
  frozen!: string;
  @ApiProperty({ ...AMOUNT, description: 'Set apart by open orders. 未成交委托占用', example: '0' })
  orders!: string;
}

export class DayStatementTradeBody {
  @ApiProperty({ description: 'Number of the trade. 成交编号', example: '42' })
  trade!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was settled. 时间',
    example: '2026-03-02T10:05:00.000+08:00',
  })
  at!: string;
  @ApiProperty({ description: 'Method. 交易方式', example: 'listed' })
  method!: string;
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;
  @ApiProperty({ enum: ['buy', 'sell'], description: 'Side. 买卖方向', example: 'buy' })
  side!: string;
  @ApiProperty({ description: 'Fen per unit. 单价（分）', example: '5010' })
  priceFen!: string;
  @ApiProperty({ description: 'Units. 数量', example: '300' })
  quantity!: string;
  @ApiProperty({ description: 'Price × quantity, fen. 金额（分）', example: '1503000' })
  amountFen!: string;
  @ApiProperty({ description: 'Fee of this side, fen. 手续费（分）', example: '0' })
  feeFen!: string;
}

export class DayStatementMovementBody {
  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: '2026-03-02T09:10:00.000+08:00' })
  at!: string;
  @ApiProperty({
    description: 'deposit, withdrawal, move-in, move-out, issued, ended or other. 类别',
    example: 'deposit',
  })
  kind!: string;
  @ApiProperty({ description: 'Instrument; CNY is the money. 品种', example: 'CNY' })
  instrument!: string;
  @ApiProperty({ description: 'Change; below zero when it went out. 变动', example: '100000' })
  change!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Reference. 业务编号',
    example: 'B20260302-000017',
  })
  reference!: string | null;
}

export class DayStatementOrderBody {
  @ApiProperty({ description: 'Number of the order. 委托编号', example: '1000000000042' })
  order!: string;
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;
  @ApiProperty({ enum: ['buy', 'sell'], description: 'Side. 买卖方向', example: 'sell' })
  side!: string;
  @ApiProperty({ description: 'Fen per unit. 单价（分）', example: '5010' })
  priceFen!: string;
  @ApiProperty({ description: 'Units ordered. 委托数量', example: '300' })
  quantity!: string;
  @ApiProperty({ description: 'Units traded. 已成交', example: '0' })
  filled!: string;
  @ApiProperty({ description: 'Set apart: units of a sale, fen of a purchase. 占用', example: '300' })
  reserved!: string;
}

export class DayStatementFaultBody {
  @ApiProperty({ description: 'The line. 品种', example: 'CNY' })
  instrument!: string;
  @ApiProperty({
    description: 'What is wrong, in Chinese. 说明',
    example: '期初、成交与划转之和不等于账本期末余额',
  })
  zh!: string;
  @ApiProperty({
    description: 'What is wrong, in English. 英文说明',
    example: 'Opening balance, trades and movements do not give the closing balance on the ledger',
  })
  en!: string;
  @ApiProperty({ description: 'What it should be. 应为', example: '100' })
  expected!: string;
  @ApiProperty({ description: 'What the ledger says. 账本', example: '99' })
  found!: string;
}

export class AccountStatementBody extends AccountStatementDayBody {
  @ApiProperty({ description: 'Code of the holder. 持有人代码', example: 'DEMO-POWER' })
  holder!: string;
  @ApiProperty({ description: 'Account of the units. 交易端账户', example: 'CL-110-1041-0-41' })
  unitsAccount!: string;
  @ApiProperty({ description: 'Account of the money. 资金账户', example: 'CL-200-1040-0-58' })
  fundsAccount!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'Tells what was recorded after this moment. 期间起',
    example: '2026-03-01T15:00:00.000+08:00',
  })
  from!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'And up to this one. 期间止',
    example: '2026-03-02T15:00:00.000+08:00',
  })
  to!: string;
  @ApiProperty({
    type: [DayStatementLineBody],
    description: 'The money, then each instrument. 资金与各品种',
    example: [],
  })
  lines!: readonly Sent<DayStatementLineBody>[];
  @ApiProperty({ type: [DayStatementTradeBody], description: 'Every trade. 逐笔成交', example: [] })
  trades!: readonly Sent<DayStatementTradeBody>[];
  @ApiProperty({
    type: [DayStatementMovementBody],
    description: 'Whatever else moved. 其他变动',
    example: [],
  })
  movements!: readonly Sent<DayStatementMovementBody>[];
  @ApiProperty({ type: [DayStatementOrderBody], description: 'Open orders. 未成交委托', example: [] })
  orders!: readonly Sent<DayStatementOrderBody>[];
  @ApiProperty({
    description:
      'Whether these stood open at the end of the period; else they are as they stood later. 是否为期末时点',
    example: true,
  })
  ordersOfTheMoment!: boolean;
  @ApiProperty({
    type: [DayStatementFaultBody],
    description: 'Lines that do not agree with the ledger. 不平衡项',
    example: [],
  })
  faults!: readonly Sent<DayStatementFaultBody>[];
}

export function accountStatementBody(kept: KeptStatement): Sent<AccountStatementBody> {
  const content = JSON.parse(kept.content) as StatementJson;
  return { ...content, ...statementDayBody(kept), lines: content.lines.map((line: LineJson) => line) };
}
