import { IsId, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { RECONCILIATION_ITEMS } from '../domain/reconciliation';
import type { StoredReconciliation } from '../persistence/reconciliations';

export class BankReconciliationPath {
  @IsId({ description: 'Id of the reconciliation. 核对编号' })
  id!: string;
}

export class BankReconciliationBody {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({
    enum: ['statement', 'nightly'],
    description: 'What it was made for. 触发方式',
    example: 'statement',
  })
  cause!: string;
  @ApiProperty({ format: 'date', description: 'China day. 日期', example: '2026-03-02' })
  day!: string;
  @ApiProperty({
    enum: ['agrees', 'differs'],
    description: 'Whether bank and ledger agree. 结论',
    example: 'agrees',
  })
  state!: string;
  @ApiProperty({
    description: 'Closing balances of the latest statements, in fen. 银行余额（分）',
    example: '100000',
  })
  bankFen!: string;
  @ApiProperty({ description: 'All money on the ledger, in fen. 账本资金总额（分）', example: '90000' })
  ledgerFen!: string;
  @ApiProperty({
    description: 'By how much the bank is above because of what is under way, in fen. 在途（分）',
    example: '10000',
  })
  underWayFen!: string;
  @ApiProperty({
    description: 'Bank less ledger less what is under way; 0 when all is well. 差额（分）',
    example: '0',
  })
  differenceFen!: string;
  @ApiProperty({ description: 'How many items stand between them. 项数', example: 1 })
  items!: number;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was made. 核对时间',
    example: '2026-03-03T08:00:00.000+08:00',
  })
  madeAt!: string;
}

export function bankReconciliationBody(found: StoredReconciliation): Sent<BankReconciliationBody> {
  const { id, cause, day, state, items } = found;
  return {
    ...{ id, cause, day, state, bankFen: found.bankFen.toString(), ledgerFen: found.ledgerFen.toString() },
    ...{ underWayFen: found.underWayFen.toString(), differenceFen: found.differenceFen.toString() },
    ...{ items: items.length, madeAt: chinaTimestamp(found.madeAt) },
  };
}

export class BankReconciliationItemBody {
  @ApiProperty({
    enum: RECONCILIATION_ITEMS,
    description: 'What it is; the last two of the list are faults, not money under way. 类别',
    example: 'money-not-assigned',
  })
  kind!: string;
  @ApiProperty({
    description: 'Reference of the bank, ours, or the statement. 编号',
    example: 'B20260302-000017',
  })
  reference!: string;
  @ApiProperty({
    description: 'By how much the bank is above because of it, in fen. 影响（分）',
    example: '10000',
  })
  fen!: string;
}

export class BankReconciliationDetailBody extends BankReconciliationBody {
  @ApiProperty({ type: [BankReconciliationItemBody], description: 'Each item. 各项' })
  list!: readonly Sent<BankReconciliationItemBody>[];
}

export const reconciliationDetailBody = (
  found: StoredReconciliation,
): Sent<BankReconciliationDetailBody> => ({
  ...bankReconciliationBody(found),
  list: found.items.map(({ kind, reference, fen }) => ({ kind, reference, fen: fen.toString() })),
});
