import { IsFlag, IsId, IsListOf, IsMoment, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { ACTIONS } from '../domain/plausibility/plausibility-pack';
import type { Flag } from '../domain/plausibility/examine';
import type { Preview, PreviewMonth } from '../domain/readings/preview';
import type { RowFault } from '../domain/readings/row-fault';
import { type Batch, BATCH_STATES, SOURCES } from '../persistence/batches';
import { EXAMPLE_HASH, IsMeter, IsReason, IsSha256 } from './fields';

const WH = { example: '1250000', max: 20, pattern: /^-?(0|[1-9]\d{0,17})$/, optional: true };

export class SentReadingBody {
  @IsMoment({ description: 'Start of the interval, its own. 区间起始', example: '2026-03-01T00:00:00+08:00' })
  start!: string;

  @IsMoment({
    description: 'End of the interval, the next one’s. 区间结束',
    example: '2026-03-01T00:15:00+08:00',
  })
  end!: string;

  @IsText({ description: 'Energy, Wh. 电量（瓦时）', ...WH })
  energyWh?: string;

  @IsText({ description: 'The register at the start, Wh. 起始示数（瓦时）', ...WH })
  registerStartWh?: string;

  @IsText({ description: 'The register at the end, Wh. 结束示数（瓦时）', ...WH })
  registerEndWh?: string;
}

export class SignedBatchBody {
  @IsText({
    description: 'The sender’s own number of the batch: sent again it is the same one. 批次号',
    example: '2026-03-01T00:15-MD-000012',
    max: 80,
    pattern: /^[A-Za-z0-9._:+-]+$/,
  })
  batch!: string;

  @IsMeter()
  meter!: string;

  @IsMoment({ description: 'When it was signed. 签名时刻', example: '2026-03-01T00:15:02+08:00' })
  signedAt!: string;

  @IsListOf(() => SentReadingBody, { description: 'Readings. 读数', max: 3_000 })
  readings!: SentReadingBody[];

  @IsText({
    description:
      'Ed25519 (RFC 8032), base64, over the line `carbon-ledger meter-readings v1`, a line feed and the canonical ' +
      'JSON (RFC 8785) of batch, meter, signedAt and readings. 签名',
    example: '5VZDAMNgrHKQhuLMgG6CioSHfx64yzrZBVtGrlYmZ2o=',
    min: 86,
    max: 88,
    pattern: /^[A-Za-z0-9+/]{86}(==)?$/,
  })
  signature!: string;
}

export class BatchPath {
  @IsId({ description: 'Id of the batch. 批次编号' })
  id!: string;
}

export class BatchesQuery extends PageQuery {
  @IsOneOf(BATCH_STATES, { description: 'Only these. 状态', example: 'staged', optional: true })
  state?: (typeof BATCH_STATES)[number];
}

export class CommitBody {
  @IsFlag({
    description: 'Readings that are there already with other figures are corrected. 更正已有读数',
    example: false,
    optional: true,
  })
  corrections?: boolean;

  @IsReason({ description: 'Why they are corrected; with corrections. 更正理由', optional: true })
  reason?: string;
}

export class DiscardBody {
  @IsReason({ example: 'Another file was sent instead' })
  reason!: string;
}

export class OverrideBody {
  @IsReason({
    description: 'Why the readings are true. 数据属实的理由',
    example: 'The plant was extended by 20 MW in this month',
  })
  reason!: string;

  @IsSha256({ description: 'The document that shows it. 证明文件' })
  document!: string;
}

export class ReadingRowFaultBody {
  @ApiProperty({ type: 'integer', description: 'Row, the header being 1. 行号', example: 3 })
  row!: number;
  @ApiProperty({ description: 'Column; empty for the whole row. 列名', example: 'energy_wh' })
  column!: string;
  @ApiProperty({ description: 'What is broken. 规则', example: 'whole-wh' })
  rule!: string;
  @ApiProperty({
    description: 'In both languages. 说明',
    example: { zh: '应为整数（瓦时）', en: 'must be a whole number of Wh' },
  })
  message!: Text;
}

export class FlagBody {
  @ApiProperty({ description: 'The check. 检查项', example: 'PLA-05' })
  check!: string;
  @ApiProperty({ enum: ACTIONS, description: 'Whether it holds up the commit. 处理', example: 'block' })
  action!: string;
  @ApiProperty({
    description: 'In both languages. 说明',
    example: { zh: '电量为负', en: 'the energy is negative' },
  })
  message!: Text;
  @ApiProperty({ description: 'What would be plausible. 合理范围', example: '≤ 40920000 kWh' })
  expectedRange!: string;
}

export class GapBody {
  @ApiProperty({ format: 'date-time', description: 'From. 起', example: '2026-03-01T00:15:00+08:00' })
  from!: string;
  @ApiProperty({ format: 'date-time', description: 'To. 止', example: '2026-03-01T00:30:00+08:00' })
  to!: string;
}

export class PreviewMonthBody {
  @ApiProperty({ description: 'The meter. 计量设备', example: 'MD-000012' })
  meter!: string;
  @ApiProperty({ description: 'China month. 月份', example: '2026-03' })
  month!: string;
  @ApiProperty({ type: 'integer', description: 'Intervals that are new. 新增', example: 96 })
  added!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals that are there alike. 相同', example: 0 })
  unchanged!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals with other figures. 不一致', example: 0 })
  conflicts!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals that overlap others. 重叠', example: 0 })
  overlaps!: number;
  @ApiProperty({ description: 'Energy of the month now, Wh. 现有电量', example: '0' })
  energyBeforeWh!: string;
  @ApiProperty({ description: 'Energy of the month afterwards, Wh. 入库后电量', example: '120000000' })
  energyAfterWh!: string;
  @ApiProperty({
    description: 'Part of the month that is covered afterwards, percent. 完整率',
    example: '3.22',
  })
  completenessPercent!: string;
  @ApiProperty({ type: 'integer', description: 'Gaps afterwards. 缺口数', example: 1 })
  gapCount!: number;
  @ApiProperty({ type: [GapBody], description: 'The first of them. 缺口' })
  gaps!: readonly Sent<GapBody>[];
  @ApiProperty({ type: [FlagBody], description: 'What is not plausible. 合理性提示' })
  flags!: readonly Flag[];
}

export class PreviewBody {
  @ApiProperty({ type: 'integer', description: 'Intervals that are new. 新增', example: 96 })
  added!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals that are there alike. 相同', example: 0 })
  unchanged!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals with other figures. 不一致', example: 0 })
  conflicts!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals that overlap others. 重叠', example: 0 })
  overlaps!: number;
  @ApiProperty({ type: 'integer', description: 'Findings of plausibility. 合理性提示数', example: 0 })
  flags!: number;
  @ApiProperty({ type: [String], description: 'Checks that hold it up. 阻断项', example: ['PLA-05'] })
  blocks!: readonly string[];
  @ApiProperty({ type: [PreviewMonthBody], description: 'By meter and month. 按设备与月份' })
  months!: readonly PreviewMonth[];
}

export class BatchBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id of the batch. 批次编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({ enum: SOURCES, description: 'How it came. 来源', example: 'csv' })
  source!: string;
  @ApiProperty({
    description: 'Signed by the device or its data partner; what is not is shown as such. 是否签名',
    example: false,
  })
  signed!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The sender’s own number of it. 批次号',
    example: '2026-03-01T00:15-MD-000012',
  })
  reference!: string | null;
  @ApiProperty({ enum: BATCH_STATES, description: 'What became of it. 状态', example: 'staged' })
  state!: string;
  @ApiProperty({ type: 'integer', description: 'Readings. 读数条数', example: 96 })
  rows!: number;
  @ApiProperty({ type: [ReadingRowFaultBody], description: 'Rows that are faulty, at most 200. 错误行' })
  faults!: readonly RowFault[];
  @ApiProperty({ type: 'integer', description: 'How many faults there are. 错误总数', example: 0 })
  faultCount!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the file. 文件哈希',
    example: EXAMPLE_HASH,
  })
  document!: string | null;
  @ApiProperty({ description: 'SHA-256 of its canonical rows. 证据哈希', example: EXAMPLE_HASH })
  evidenceHash!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why blocks were overridden. 放行理由',
    example: 'The plant was extended by 20 MW in this month',
  })
  overrideReason!: string | null;
  @ApiProperty({
    format: 'date-time',
    description: 'When it came in. 接收时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  receivedAt!: string;
}

export class BatchPreviewBody extends BatchBody {
  @ApiProperty({
    type: PreviewBody,
    required: false,
    description: 'What a commit would do now; absent once it is decided. 入库预览',
  })
  preview?: Preview;
}

export function batchBody(batch: Batch): Sent<BatchBody> {
  const { id, source, reference, state, rows, faults, faultCount, evidenceHash, overrideReason } = batch;
  return {
    ...{ id, source, signed: source === 'signed', reference, state, rows, faults, faultCount },
    ...{ document: batch.documentHash, evidenceHash, overrideReason },
    receivedAt: chinaTimestamp(batch.createdAt),
  };
}

export class CommittedBody {
  @ApiProperty({ description: 'What became of it. 状态', example: 'committed' })
  state!: string;
  @ApiProperty({ type: 'integer', description: 'Intervals entered. 新增', example: 96 })
  added!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals corrected. 更正', example: 0 })
  corrected!: number;
  @ApiProperty({ type: 'integer', description: 'Intervals that were there alike. 相同', example: 0 })
  unchanged!: number;
  @ApiProperty({ type: 'integer', description: 'Findings of plausibility. 合理性提示数', example: 0 })
  flags!: number;
  @ApiProperty({ description: 'SHA-256 of its canonical rows. 证据哈希', example: EXAMPLE_HASH })
  evidenceHash!: string;
}

export class DiscardedBody {
  @ApiProperty({ description: 'What became of it. 状态', example: 'discarded' })
  state!: string;
}
