import { PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsAccountNumber, type Part, PARTS, type StatementLine } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { depositCodeOf } from '../../bank/formats/deposit-code';
import type { CashBalance } from '../persistence/read-cash';
import type { CashReconciliation } from '../use-cases/reconcile-cash';

export class CashMovementsQuery extends PageQuery {
  @IsAccountNumber({ description: 'Funds account. 资金账户' })
  account!: string;
}

const PART_PROPERTIES = Object.fromEntries(
  PARTS.map((part) => [part, { type: 'string' as const, format: 'whole-number' }]),
);

export class CashBalanceBody {
  @ApiProperty({ description: 'Funds account. 资金账户', example: 'CL-400-1030-0-11' })
  account!: string;

  @ApiProperty({ description: 'Code of its holder. 持有人代码', example: 'DEMO-POWER' })
  holder!: string;

  @ApiProperty({
    type: 'object',
    properties: PART_PROPERTIES,
    additionalProperties: false,
    description: 'The money in its parts, in fen; what is set apart for a purchase is frozen. 资金构成（分）',
    example: { available: '90', frozen: '10', locked: '0', pledged: '0', judicial: '0', pending: '0' },
  })
  parts!: Record<Part, string>;

  @ApiProperty({ description: 'All parts together, in fen. 合计（分）', example: '100' })
  total!: string;

  @ApiProperty({
    description:
      'Deposit code, an ISO 11649 reference: written into the text of a payment to a settlement account, it names this account. 入金识别码（汇款附言填写）',
    example: 'RF65CLD0000001030',
  })
  depositCode!: string;
}

export function cashBalanceBody({ account, holder, parts, total }: CashBalance): Sent<CashBalanceBody> {
  const texts = Object.fromEntries(PARTS.map((part) => [part, parts[part].toString()])) as Record<
    Part,
    string
  >;
  return { account, holder, parts: texts, total: total.toString(), depositCode: depositCodeOf(account) };
}

export class CashMovementBody {
  @ApiProperty({ description: 'Number of the journal row. 流水号', example: '43' })
  journal!: string;

  @ApiProperty({ description: 'Number of the transaction. 交易编号', example: '42' })
  transaction!: string;

  @ApiProperty({
    description: 'What happened: issue is a deposit, cancel a withdrawal, transfer a sale. 业务类型',
    example: 'transfer',
  })
  kind!: string;

  @ApiProperty({ enum: PARTS, description: 'Part of the balance. 余额类别', example: 'available' })
  part!: Part;

  @ApiProperty({ description: 'Change in fen, negative when it went out. 变动（分）', example: '-100' })
  changeFen!: string;

  @ApiProperty({ description: 'The part afterwards, in fen. 变动后余额（分）', example: '900' })
  afterFen!: string;

  @ApiProperty({ description: 'The account on the other side. 对方账户', example: 'CL-400-1031-0-83' })
  counterparty!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was recorded. 入账时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  recordedAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Reference of the bank, or number of the purchase. 业务编号',
    example: 'B20260302-000017',
  })
  reference!: string | null;
}

export function cashMovementBody(line: StatementLine): Sent<CashMovementBody> {
  const { kind, part, counterparty, reference } = line;
  return {
    journal: line.journalId.toString(),
    transaction: line.transactionId.toString(),
    ...{ kind, part },
    changeFen: line.change.toString(),
    afterFen: line.after.toString(),
    counterparty,
    recordedAt: chinaTimestamp(line.recordedAt),
    reference,
  };
}

export class CashReconciliationBody {
  @ApiProperty({ description: 'Deposits on references of the bank, in fen. 入金合计（分）', example: '1000' })
  depositsFen!: string;

  @ApiProperty({ description: 'Withdrawals, in fen. 出金合计（分）', example: '400' })
  withdrawalsFen!: string;

  @ApiProperty({ description: 'What all accounts hold together, in fen. 账面合计（分）', example: '600' })
  heldFen!: string;

  @ApiProperty({ description: 'Held less deposits plus withdrawals; 0 when all is well. 差额', example: '0' })
  differenceFen!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the latest bank statements close with, in fen; null before the first. 银行余额（分）',
    example: '700',
  })
  bankFen!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'By how much the bank is above because of what is under way, in fen. 在途（分）',
    example: '100',
  })
  bankUnderWayFen!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Bank less held less what is under way; 0 when all is well. 银行差额（分）',
    example: '0',
  })
  bankDifferenceFen!: string | null;
}

export function reconciliationBody(found: CashReconciliation): Sent<CashReconciliationBody> {
  return {
    depositsFen: found.deposits.toString(),
    withdrawalsFen: found.withdrawals.toString(),
    heldFen: found.held.toString(),
    differenceFen: found.difference.toString(),
    bankFen: found.bank?.bankFen.toString() ?? null,
    bankUnderWayFen: found.bank?.underWayFen.toString() ?? null,
    bankDifferenceFen: found.bank?.differenceFen.toString() ?? null,
  };
}
