import { Database } from '@carbon/database';
import { type Caller, CurrentCaller, IsQuantity, Permit, type Sent } from '@carbon/http';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Kind, Part } from '../domain/vocabulary';
import { KINDS, PARTS } from '../domain/vocabulary';
import type { JournalEntry } from '../persistence/read-journal';
import { transactionInReach } from './transaction-in-reach';

export class TransactionPath {
  @IsQuantity({ description: 'Number of the transaction. 交易编号', example: '42' })
  id!: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;

export class TransferRecordBody {
  @ApiProperty({ description: 'Number of the journal row. 流水号', example: '42' })
  id!: string;

  @ApiProperty({ enum: KINDS, description: 'What happened. 业务类型', example: 'transfer' })
  kind!: Kind;

  @ApiProperty({ description: 'Code of the instrument. 品种', example: 'GEC-W320900A01-2026-03' })
  instrument!: string;

  @ApiProperty({ description: 'Whole units moved. 数量', example: '100' })
  quantity!: string;

  @ApiProperty({ description: 'Account that gave. 借方账户', example: 'CL-100-1024-0-28' })
  debitAccount!: string;

  @ApiProperty({ enum: PARTS, description: 'Part it came from. 借方余额类别', example: 'available' })
  debitPart!: Part;

  @ApiProperty({ description: 'Account that got. 贷方账户', example: 'CL-100-1025-0-23' })
  creditAccount!: string;

  @ApiProperty({ enum: PARTS, description: 'Part it went to. 贷方余额类别', example: 'available' })
  creditPart!: Part;

  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Serials, `first-last`. 编号',
    example: ['1-100'],
  })
  serials!: readonly string[] | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was recorded. 入账时间',
    example: '2026-03-02T02:00:00.000Z',
  })
  recordedAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it happened. 业务时间',
    example: '2026-03-02T02:00:00.000Z',
  })
  businessTime!: string;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'Until when it may be undone. 可撤销截止' })
  reversibleUntil!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'The journal row it undoes. 被撤销流水号' })
  reverses!: string | null;

  @ApiProperty({ description: 'Who asked. 经办', example: 'registry-desk' })
  actor!: string;

  @ApiProperty({ ...NULLABLE, description: 'Who approved. 复核' })
  approver!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Business reference. 业务编号' })
  reference!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Reason. 事由' })
  reason!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'SHA-256 of the document, hex. 文件摘要' })
  documentHash!: string | null;

  @ApiProperty({ description: 'Commitment in the transparency log, hex. 存证叶值', example: 'a3…' })
  leaf!: string;
}

export class TransactionBody {
  @ApiProperty({ description: 'Number of the transaction. 交易编号', example: '42' })
  id!: string;

  @ApiProperty({ type: TransferRecordBody, isArray: true, description: 'Its transfers, in order. 分录' })
  transfers!: Sent<TransferRecordBody>[];
}

/** The salt stays inside: whoever has it can test guesses of the record against the public leaf. */
function recordBody({ record, leaf }: JournalEntry): Sent<TransferRecordBody> {
  return {
    id: record.id,
    kind: record.kind,
    instrument: record.instrument,
    quantity: record.quantity,
    debitAccount: record.debitAccount,
    debitPart: record.debitPart,
    creditAccount: record.creditAccount,
    creditPart: record.creditPart,
    serials: record.serials,
    recordedAt: record.recordedAt,
    businessTime: record.businessTime,
    reversibleUntil: record.reversibleUntil,
    reverses: record.reverses,
    actor: record.actor,
    approver: record.approver,
    reference: record.reference,
    reason: record.reason,
    documentHash: record.documentHash,
    leaf: leaf.toString('hex'),
  };
}

@ApiTags('ledger')
@Controller('v1/transactions')
export class TransactionsController {
  constructor(private readonly database: Database) {}

  @Get(':id')
  @Permit('ledger.read')
  @ApiOperation({ summary: 'One transaction with its transfers. 查询交易' })
  @ApiOkResponse({ type: TransactionBody })
  async get(
    @Param() { id }: TransactionPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<TransactionBody>> {
    const entries = await transactionInReach(this.database, BigInt(id), reach);
    return { id, transfers: entries.map(recordBody) };
  }
}
