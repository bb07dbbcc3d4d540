import { IsId, IsOneOf, type Sent } from '@carbon/http';
import { chinaTimestamp, type FieldFault } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type EmitterImport, IMPORT_KINDS } from '../persistence/imports';
import { IsMarketCode, IsNote } from './fields';

export class CommitDepositsBody {
  @IsNote('Why months that were deposited are corrected. 更正理由', '化验结果复核', { optional: true })
  reason?: string;
}

export class DepositsCommittedBody {
  @ApiProperty({ type: 'integer', description: 'Months of units deposited. 新增机组月', example: 12 })
  added!: number;

  @ApiProperty({ type: 'integer', description: 'Months corrected. 更正机组月', example: 0 })
  corrected!: number;

  @ApiProperty({ type: 'integer', description: 'Months that say the same already. 未变机组月', example: 0 })
  unchanged!: number;

  @ApiProperty({ type: 'integer', description: 'Of the new ones, late. 其中逾期', example: 0 })
  late!: number;
}

export class RowFaultTextBody {
  @ApiProperty({ description: '中文', example: '应为主体代码' })
  zh!: string;

  @ApiProperty({ description: 'English', example: 'must be the code of a holder' })
  en!: string;
}

export class EmitterRowFaultBody {
  @ApiProperty({ description: 'Row and field. 行与字段', example: 'rows[12].holder' })
  field!: string;

  @ApiProperty({ description: 'What is broken. 规则', example: 'format' })
  rule!: string;

  @ApiProperty({ type: RowFaultTextBody, description: 'In words. 说明' })
  message!: FieldFault['message'];
}

export class EmitterImportBody {
  @IsId({ description: 'Id; that of the job that read the file. 批次编号' })
  id!: string;

  @IsOneOf(IMPORT_KINDS, { description: 'What it holds. 类别', example: 'deposits' })
  kind!: string;

  @IsMarketCode()
  market!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Year of a list. 名录年度', example: 2026 })
  year!: number | null;

  @ApiProperty({
    enum: ['staged', 'faulty', 'committed', 'discarded'],
    description: 'State. 状态',
    example: 'staged',
  })
  state!: string;

  @ApiProperty({ type: 'integer', description: 'Rows without faults. 有效行数', example: 120 })
  rows!: number;

  @ApiProperty({ type: 'integer', description: 'Faults. 错误数', example: 0 })
  faultCount!: number;

  @ApiProperty({ type: [EmitterRowFaultBody], description: 'The first of them. 错误明细' })
  faults!: readonly Sent<EmitterRowFaultBody>[];

  @ApiProperty({
    description: 'SHA-256 of the file. 文件哈希',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  document!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was staged. 暂存时间',
    example: '2026-02-20T10:00:00.000+08:00',
  })
  stagedAt!: string;
}

export function importBody(found: EmitterImport): Sent<EmitterImportBody> {
  const { id, kind, market, year, rowCount, faultCount, faults, documentHash, stagedAt, decision } = found;
  return {
    ...{ id, kind, market, year, faultCount, faults },
    state: decision ?? (faultCount > 0 ? 'faulty' : 'staged'),
    rows: rowCount,
    document: documentHash,
    stagedAt: chinaTimestamp(stagedAt),
  };
}
