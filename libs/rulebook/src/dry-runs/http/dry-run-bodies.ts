import { IsId, IsJsonObject, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { SheetLanguage } from '@carbon/jobs';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { DryRunRecord, KeptFindings } from '../persistence/dry-run-records';

const HASH = '0d133f3aa9d9ca19d546e39f8efab799daae895c4dab81ec09d38023774d9594';

export class RulePackDryRunRequest {
  @IsJsonObject({
    description: 'The whole pack, exactly as it is or will be proposed. 拟议规则包全文，须与提出的内容一致',
    example: { id: 'registry-approvals', version: '2026.2' },
  })
  pack!: object;

  @IsOneOf(['xlsx', 'csv'], {
    description: 'File of all lines. 明细文件格式',
    example: 'xlsx',
    optional: true,
  })
  format?: 'xlsx' | 'csv';

  @IsOneOf(['both', 'zh', 'en'], {
    description: 'Language of its header. 表头语言',
    example: 'both',
    optional: true,
  })
  language?: SheetLanguage;
}

export class RulePackDryRunPath {
  @IsId({ description: 'Id of the dry run. 试算编号' })
  id!: string;
}

export class RulePackDryRunQuery extends PageQuery {
  @IsText({
    description: 'Of this very content: its hash. 按内容哈希筛选',
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    optional: true,
    example: HASH,
  })
  hash?: string;
}

export class DryRunLineBody {
  @ApiProperty({
    description: 'Which record. 记录',
    example: { zh: '任务 0198a1b2（issue）', en: 'Task 0198a1b2 (issue)' },
  })
  subject!: Text;
  @ApiProperty({
    description: 'Whose it is; null for nobody’s. 主体代码',
    type: String,
    nullable: true,
    example: 'GEN-001',
  })
  holderCode!: string | null;
  @ApiProperty({
    description: 'By the version in force. 现行版本结果',
    example: '1 approvals within 14 days',
  })
  before!: string;
  @ApiProperty({ description: 'By the proposal. 拟议版本结果', example: '2 approvals within 14 days' })
  after!: string;
}

export class DryRunTotalBody {
  @ApiProperty({ description: 'Total of what. 合计项', example: { zh: '复核次数', en: 'Approvals' } })
  title!: Text;
  @ApiProperty({ description: 'By the version in force. 现行版本', example: '4' }) before!: string;
  @ApiProperty({ description: 'By the proposal. 拟议版本', example: '6' }) after!: string;
}

export class DryRunTrialBody {
  @ApiProperty({ description: 'Name of the trial. 试算项目', example: 'open-tasks' }) id!: string;
  @ApiProperty({
    description: 'In words. 名称',
    example: { zh: '待办任务的复核要求', en: 'Approvals of waiting tasks' },
  })
  title!: Text;
  @ApiProperty({ description: 'Records calculated under both versions. 试算记录数', example: 12 })
  checked!: number;
  @ApiProperty({ description: 'Records that come out otherwise. 结果不同的记录数', example: 2 })
  changed!: number;
  @ApiProperty({ description: 'The first 200 of them. 前 200 条', type: [DryRunLineBody], example: [] })
  lines!: readonly Sent<DryRunLineBody>[];
  @ApiProperty({ description: 'Totals. 合计', type: [DryRunTotalBody], example: [] })
  totals!: readonly Sent<DryRunTotalBody>[];
}

export class RulePackDryRunBody {
  @ApiProperty({ description: 'Id. 试算编号', example: '0198a1b2-0000-7000-8000-000000000001' }) id!: string;
  @ApiProperty({ description: 'Rule pack. 规则包', example: 'registry-approvals' }) packId!: string;
  @ApiProperty({ description: 'Version that was tried. 试算版本', example: '2026.2' }) version!: string;
  @ApiProperty({ description: 'Hash of its content. 内容哈希', example: HASH }) hash!: string;
  @ApiProperty({ description: 'Version it is compared with. 对照版本', example: '2026.1' }) baseline!: string;
  @ApiProperty({
    description: 'Whether it has finished. 是否完成',
    enum: ['waiting', 'finished'],
    example: 'finished',
  })
  state!: 'waiting' | 'finished';
  @ApiProperty({
    description: 'The job that does it, see /v1/jobs/{id}; its file has all lines. 作业编号',
    example: '0198a1b2-0000-7000-8000-000000000002',
  })
  jobId!: string;
  @ApiProperty({ description: 'When it was asked for. 发起时间', example: '2026-03-02T10:00:00.000+08:00' })
  requestedAt!: string;
  @ApiProperty({
    description: 'When it finished. 完成时间',
    type: String,
    nullable: true,
    example: '2026-03-02T10:00:05.000+08:00',
  })
  finishedAt!: string | null;
  @ApiProperty({
    description: 'SHA-256 of the file. 明细文件哈希',
    type: String,
    nullable: true,
    example: HASH,
  })
  fileSha256!: string | null;
  @ApiProperty({
    description: 'What each trial found; empty before its end. 试算结果',
    type: [DryRunTrialBody],
    example: [],
  })
  trials!: readonly Sent<DryRunTrialBody>[];
}

export function dryRunBody(run: DryRunRecord): Sent<RulePackDryRunBody> {
  return {
    id: run.id,
    packId: run.family,
    version: run.version,
    hash: run.hash,
    baseline: run.baselineVersion,
    state: run.finishedAt === null ? 'waiting' : 'finished',
    jobId: run.jobId,
    requestedAt: chinaTimestamp(run.requestedAt),
    finishedAt: run.finishedAt && chinaTimestamp(run.finishedAt),
    fileSha256: run.fileSha256,
    trials: (run.results ?? []).map(trialBody),
  };
}

function trialBody({ id, title, checked, changed, lines, totals }: KeptFindings): Sent<DryRunTrialBody> {
  return {
    ...{ id, title, checked, changed, totals },
    lines: lines.map(({ subject, holderCode, before, after }) => ({
      ...{ subject, before, after },
      holderCode: holderCode ?? null,
    })),
  };
}
