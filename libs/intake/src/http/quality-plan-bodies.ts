import { AreTexts, IsId, IsListOf, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  DATA_SOURCES,
  type MonitoredParameter,
  PLAN_SUBJECTS,
  type QualityPlan,
} from '../use-cases/file-quality-plan';

const said = (description: string, example: string) => IsText({ description, example, max: 200 });

export class MonitoredParameterBody implements MonitoredParameter {
  @said('What is monitored. 参数', 'energy exported to the grid')
  parameter!: string;

  @said('Its unit. 单位', 'MWh')
  unit!: string;

  @IsOneOf(DATA_SOURCES, { description: 'Where it comes from. 数据来源' })
  source!: (typeof DATA_SOURCES)[number];

  @AreTexts({
    description: 'The meters it is read from. 计量设备',
    example: ['MD-000012'],
    min: 0,
    max: 200,
    each: { max: 21, pattern: /^MD-\d{6,18}$/ },
  })
  meters!: string[];

  @said('Where it is measured. 位置', 'gate, 220 kV side')
  location!: string;

  @said('How often it is measured. 监测频次', 'every 15 minutes')
  measuredEvery!: string;

  @said('How exact it is. 准确度', 'class 0.2S')
  accuracy!: string;

  @said('How often it is calibrated. 校准频次', 'yearly')
  calibratedEvery!: string;

  @said('How often it is recorded. 记录频次', 'monthly')
  recordedEvery!: string;

  @said('What is done when data are missing. 缺失数据处理', 'the lower of the month before and after')
  missingData!: string;

  @said('The role that answers for it, never a name. 责任岗位', 'production department')
  responsibleRole!: string;

  @said('Where and how long it is kept. 归档', 'archive of the plant, ten years')
  archiving!: string;
}

const SUBJECT = { description: 'The asset or project. 资产或项目', example: 'AS-000123', max: 80 };

export class NewQualityPlanBody {
  @IsOneOf(PLAN_SUBJECTS, { description: 'What it is a plan for. 对象类别' })
  subjectKind!: (typeof PLAN_SUBJECTS)[number];

  @IsText(SUBJECT)
  subjectId!: string;

  @IsListOf(() => MonitoredParameterBody, { description: 'What is monitored, and how. 监测参数', max: 100 })
  parameters!: MonitoredParameterBody[];
}

export class QualityPlansQuery extends PageQuery {
  @IsText({ ...SUBJECT, optional: true })
  subject?: string;
}

export class QualityPlanPath {
  @IsId({ description: 'Id of a version of a plan. 计划版本编号' })
  id!: string;
}

export class QualityPlanBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id of this version. 版本编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({ enum: PLAN_SUBJECTS, description: 'What it is a plan for. 对象类别', example: 'asset' })
  subjectKind!: string;
  @ApiProperty({ description: 'The asset or project. 资产或项目', example: 'AS-000123' })
  subjectId!: string;
  @ApiProperty({ type: 'integer', description: 'Version, from 1. 版本', example: 1 })
  version!: number;
  @ApiProperty({ type: [MonitoredParameterBody], description: 'What is monitored. 监测参数' })
  parameters!: readonly MonitoredParameter[];
  @ApiProperty({
    format: 'date-time',
    description: 'When it was filed. 提交时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  filedAt!: string;
}

export function qualityPlanBody(plan: QualityPlan): Sent<QualityPlanBody> {
  const { id, subjectKind, subjectId, version, parameters, filedAt } = plan;
  return { id, subjectKind, subjectId, version, parameters, filedAt: chinaTimestamp(filedAt) };
}
