import { IsId, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type BankEntry, ENTRY_STATES, type EntryState } from '../persistence/entries';
import type { ImportedStatement } from '../persistence/statements';
import type { StatementImport } from '../use-cases/import-statement';

export class BankStatementPath {
  @IsId({ description: 'Id of the statement. 对账单编号' })
  id!: string;
}

export class BankEntriesQuery extends PageQuery {
  @IsOneOf(ENTRY_STATES, {
    description: 'Only in this state; `unmatched` is the queue of money that waits for people. 按状态筛选',
    example: 'unmatched',
    optional: true,
  })
  state?: EntryState;

  @IsId({ description: 'Only of this statement. 按对账单筛选', optional: true })
  statement?: string;
}

export class BankStatementBody {
  @ApiProperty({ description: 'Id. 编号', format: 'uuid', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'Settlement account. 结算账户', example: '1000200030004000' })
  account!: string;
  @ApiProperty({ description: 'Code of its bank. 银行代码', example: 'DEMO-BANK' })
  bank!: string;
  @ApiProperty({ description: 'The bank’s name of the statement. 银行对账单号', example: 'S-20260302' })
  statement!: string;
  @ApiProperty({ enum: ['camt.053', 'csv'], description: 'What the file was. 文件格式', example: 'camt.053' })
  format!: string;
  @ApiProperty({ description: 'First day. 起始日', format: 'date', example: '2026-03-02' })
  from!: string;
  @ApiProperty({ description: 'Last day. 截止日', format: 'date', example: '2026-03-02' })
  to!: string;
  @ApiProperty({ description: 'Opening balance in fen. 期初余额（分）', example: '0' })
  openingFen!: string;
  @ApiProperty({ description: 'Closing balance in fen. 期末余额（分）', example: '100000' })
  closingFen!: string;
  @ApiProperty({ description: 'How many movements stand on it. 笔数', example: 1 })
  entries!: number;
  @ApiProperty({
    description: 'SHA-256 of what it says, whatever the file looked like. 内容哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  contentHash!: string;
  @ApiProperty({
    description: 'Who imported it. 导入者',
    example: 'user:01900000-0000-7000-8000-000000000001',
  })
  importedBy!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When. 导入时间',
    example: '2026-03-03T08:00:00.000+08:00',
  })
  importedAt!: string;
}

export function bankStatementBody(found: ImportedStatement): Sent<BankStatementBody> {
  const { id, statement, format, from, to, entries, importedBy } = found;
  return {
    ...{ id, account: found.settlementNumber, bank: found.bankCode, statement, format, from, to },
    ...{ openingFen: found.openingFen.toString(), closingFen: found.closingFen.toString(), entries },
    contentHash: found.contentHash.toString('hex'),
    ...{ importedBy, importedAt: chinaTimestamp(found.importedAt) },
  };
}

export class BankStatementImportBody extends BankStatementBody {
  @ApiProperty({
    description: 'False when it was here before: nothing happened. 是否首次导入',
    example: true,
  })
  fresh!: boolean;
  @ApiProperty({ description: 'Movements that nothing had told before. 新流水笔数', example: 1 })
  newEntries!: number;
  @ApiProperty({ description: 'Of these, booked to funds accounts. 已入账笔数', example: 1 })
  booked!: number;
  @ApiProperty({ description: 'Of these, waiting for people. 待处理笔数', example: 0 })
  unmatched!: number;
  @ApiProperty({ description: 'Of these, payments of ours. 付款笔数', example: 0 })
  paidOut!: number;
  @ApiProperty({
    description: 'Of these, money that went out without an order of ours. 无指令支出笔数',
    example: 0,
  })
  unexplained!: number;
}

export function statementImportBody({
  statement,
  fresh,
  taken,
}: StatementImport): Sent<BankStatementImportBody> {
  return {
    ...{ ...bankStatementBody(statement), fresh, newEntries: taken?.fresh ?? 0 },
    ...{ booked: taken?.booked ?? 0, unmatched: taken?.unmatched ?? 0 },
    ...{ paidOut: taken?.paidOut ?? 0, unexplained: taken?.unexplained ?? 0 },
  };
}

export class BankEntryBody {
  @ApiProperty({ description: 'Number. 编号', example: '42' })
  entry!: string;
  @ApiProperty({ description: 'Settlement account. 结算账户', example: '1000200030004000' })
  settlementAccount!: string;
  @ApiProperty({ description: 'The bank’s reference. 银行流水号', example: 'B20260302-000017' })
  reference!: string;
  @ApiProperty({
    enum: ['in', 'out'],
    description: 'Whether it came in or went out. 收支方向',
    example: 'in',
  })
  direction!: string;
  @ApiProperty({ description: 'Amount in fen. 金额（分）', example: '100000' })
  amountFen!: string;
  @ApiProperty({ format: 'date', description: 'Day of the bank’s booking. 记账日', example: '2026-03-02' })
  bookedOn!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who paid or was paid. 对方户名',
    example: '示例电力有限公司',
  })
  name!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its account. 对方账号',
    example: '6222000011112222',
  })
  counterpartyAccount!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'End-to-end reference. 端到端编号',
    example: null,
  })
  endToEnd!: string | null;
  @ApiProperty({ description: 'What the remitter wrote. 附言', example: 'RF12 CLD0 0000 0104 0' })
  text!: string;
  @ApiProperty({
    enum: ['statement', 'notice'],
    description: 'What told of it first. 首次获知方式',
    example: 'statement',
  })
  heardBy!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The statement it stands on. 所在对账单',
    example: null,
  })
  statement!: string | null;
  @ApiProperty({ enum: ENTRY_STATES, description: 'What became of it. 状态', example: 'booked' })
  state!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Why it waits: no-code, several-codes, account-unknown, remitter-unverified and others. 待处理原因',
    example: null,
  })
  because!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The funds account it was booked to. 入账资金账户',
    example: 'CL-200-1040-0-58',
  })
  account!: string | null;
}

export function bankEntryBody(entry: BankEntry): Sent<BankEntryBody> {
  const { id, reference, direction, amountFen, bookedOn, counterparty, endToEnd, text, heardBy } = entry;
  return {
    ...{ entry: id, settlementAccount: entry.settlementNumber, reference, direction },
    ...{ amountFen: amountFen.toString(), bookedOn, endToEnd: endToEnd ?? null, text, heardBy },
    ...{ name: counterparty.name ?? null, counterpartyAccount: counterparty.account ?? null },
    ...{ statement: entry.statementId, state: entry.state, because: entry.because, account: entry.account },
  };
}
