import { IsId, IsJsonObject, IsText, type Sent } from '@carbon/http';
import { refusalFromJson } from '@carbon/database';
import { chinaTimestamp, type Json, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { JOB_STATES, type JobState } from '../domain/job-state';
import type { OpenJobKind } from '../job-kind';
import type { JobRecord } from '../persistence/job-record';

const KIND = { example: 'export-holdings', max: 80, pattern: /^[a-z][a-z0-9-]*$/ } as const;
const MOMENT = '2026-03-02T10:00:00.000+08:00';

export class RequestJobBody {
  @IsText({ description: 'What is to be done; see /v1/job-kinds. 作业类型', ...KIND })
  kind!: string;

  @IsJsonObject({ description: 'What the kind asks for. 作业参数，字段取决于类型', example: {} })
  payload!: object;
}

export class JobPath {
  @IsId({ description: 'Id of the job. 作业编号' })
  id!: string;
}

export class JobKindBody {
  @ApiProperty({ description: 'Name of the kind. 类型', example: KIND.example })
  readonly kind!: string;
  @ApiProperty({ description: 'In words. 名称', example: { zh: '导出持仓', en: 'Export holdings' } })
  readonly title!: Text;
  @ApiProperty({ description: 'What it takes to start one. 所需权限', example: 'certificates.issue' })
  readonly permission!: string;
}

export class JobBody {
  @ApiProperty({ description: 'Id of the job. 作业编号', example: '0198a1b2-0000-7000-8000-000000000001' })
  readonly id!: string;
  @ApiProperty({ description: 'Kind. 类型', example: KIND.example })
  readonly kind!: string;
  @ApiProperty({ description: 'State. 状态', enum: JOB_STATES, example: 'running' })
  readonly state!: JobState;
  @ApiProperty({
    description: 'What it is at. 当前步骤',
    nullable: true,
    example: { zh: '核发', en: 'issuing' },
  })
  readonly step!: Text | null;
  @ApiProperty({ description: 'How much is done. 已完成', example: '4000' })
  readonly done!: string;
  @ApiProperty({
    description: 'Of how much; null while unknown. 总量',
    type: String,
    nullable: true,
    example: '6000',
  })
  readonly total!: string | null;
  @ApiProperty({ description: 'Whether it was asked to stop. 已请求取消', example: false })
  readonly cancelRequested!: boolean;
  @ApiProperty({ description: 'What came of it. 结果', nullable: true, example: { certificates: '1000000' } })
  readonly result!: Json;
  @ApiProperty({
    description: 'Why it failed: code and text. 失败原因',
    nullable: true,
    example: { code: 'JOB_BROKE', text: { zh: '作业中止', en: 'The job stopped' } },
  })
  readonly problem!: { code: string; text: Text } | null;
  @ApiProperty({
    description: 'Name of the file to download; null without one. 文件名',
    type: String,
    nullable: true,
    example: 'holdings.xlsx',
  })
  readonly file!: string | null;
  @ApiProperty({ description: 'When it was asked for. 发起时间', example: MOMENT })
  readonly createdAt!: string;
  @ApiProperty({ description: 'When it began. 开始时间', type: String, nullable: true, example: MOMENT })
  readonly startedAt!: string | null;
  @ApiProperty({ description: 'When it ended. 结束时间', type: String, nullable: true, example: MOMENT })
  readonly endedAt!: string | null;
}

export function jobBody(job: JobRecord): Sent<JobBody> {
  const { id, kind, state, done, total, cancelRequested, result, fileName } = job;
  const problem = job.problem === null ? null : refusalFromJson(job.problem);
  return {
    ...{ id, kind, state, done, total, cancelRequested, result, file: fileName },
    step: job.stepZh === null || job.stepEn === null ? null : { zh: job.stepZh, en: job.stepEn },
    problem: problem && { code: problem.code, text: problem.text },
    createdAt: chinaTimestamp(job.createdAt),
    startedAt: job.startedAt && chinaTimestamp(job.startedAt),
    endedAt: job.endedAt && chinaTimestamp(job.endedAt),
  };
}

export function jobKindBody({ kind, title, permission }: OpenJobKind): Sent<JobKindBody> {
  return { kind, title, permission };
}
