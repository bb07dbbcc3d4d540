import { IsId, IsListOf, IsOneOf, IsPart, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  PLAN_SOURCES,
  PLAN_STATES,
  type PlannedParameter,
  type PlanState,
  type QualityPlanContent,
} from '../domain/quality-plan';
import type { QualityPlan } from '../persistence/quality-plans';
import { IsHolderName, IsMarketCode, IsNote, IsYear, IsYearText } from './fields';

const said = (description: string, example: string) => IsText({ description, example, max: 200 });

export class PlannedParameterBody implements PlannedParameter {
  @IsText({
    description: 'Site and unit it is of. 场所与机组',
    example: 'ST000001/U1',
    max: 62,
    pattern: /^ST\d{6,18}\/[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}$/,
  })
  unit!: string;

  @said('What is monitored. 参数', 'fuel-consumed')
  parameter!: string;

  @IsText({ description: 'Fuel or material. 燃料或物料', example: '原煤', max: 120, optional: true })
  material?: string;

  @said('Its unit of measurement. 计量单位', 't')
  measuredIn!: string;

  @IsOneOf(PLAN_SOURCES, { description: 'Where it comes from. 数据来源', example: 'measured' })
  source!: PlannedParameter['source'];

  @said('The device. 监测设备', '汽车衡')
  device!: string;

  @said('Its model. 设备型号', 'XXX-120t')
  model!: string;

  @said('Where it stands. 安装位置', '厂区大门')
  location!: string;

  @said('How often it is measured. 监测频次', '每批次')
  measuredEvery!: string;

  @said('How exact it is. 精度', 'III 级')
  accuracy!: string;

  @said('How often it is calibrated. 校准频次', '每年')
  calibratedEvery!: string;

  @said('How often it is recorded. 记录频次', '每日')
  recordedEvery!: string;

  @said('What is done when data are missing. 缺失数据处理', '按年平均单耗与当月发电量推算')
  missingData!: string;

  @said('The department that answers for it, never a name. 责任部门', '生产部')
  responsible!: string;

  @said('Where and how long it is kept. 归档', '档案室，五年')
  archiving!: string;
}

export class QualityPlanContentBody implements QualityPlanContent {
  @IsText({ description: 'Boundary, in words. 核算边界', example: '全厂机组', max: 2000 })
  boundary!: string;

  @IsText({
    description: 'What changed since the plan before. 与上一计划的变化',
    example: '更换入厂汽车衡',
    max: 2000,
    optional: true,
  })
  changes?: string;

  @IsListOf(() => PlannedParameterBody, { description: 'What is monitored, and how. 监测参数', max: 500 })
  parameters!: PlannedParameterBody[];
}

export class NewEmitterPlanBody {
  @IsHolderName()
  holder!: string;

  @IsMarketCode()
  market!: string;

  @IsYear({ description: 'Year it is a plan for. 计划年度' })
  year!: number;

  @IsPart(() => QualityPlanContentBody, { description: 'The plan. 计划内容' })
  content!: QualityPlanContentBody;
}

export class EmitterPlansQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsYearText({ optional: true })
  year?: number;

  @IsHolderName({ optional: true })
  holder?: string;

  @IsOneOf(PLAN_STATES, { description: 'Only in this state. 状态', example: 'submitted', optional: true })
  state?: PlanState;
}

const DAY = { type: String, format: 'date', nullable: true } as const;

export class EmitterPlanBody {
  @IsId({ description: 'Id of this version. 版本编号' })
  id!: string;

  @IsId({ description: 'Enterprise. 企业' })
  holderId!: string;

  @IsMarketCode()
  market!: string;

  @IsYear()
  year!: number;

  @ApiProperty({ type: 'integer', description: 'Version, from 1. 版本', example: 1 })
  version!: number;

  @ApiProperty({ enum: PLAN_STATES, description: 'State. 状态', example: 'submitted' })
  state!: PlanState;

  @ApiProperty({ type: QualityPlanContentBody, description: 'The plan. 计划内容' })
  content!: Sent<QualityPlanContentBody>;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was written. 编制时间',
    example: '2025-11-02T10:00:00.000+08:00',
  })
  writtenAt!: string;

  @ApiProperty({ ...DAY, description: 'When it was handed in. 提交日期', example: '2025-12-20' })
  submittedOn!: string | null;

  @ApiProperty({
    ...DAY,
    description: 'When it was due (CYC-08); null where that is not known. 截止日期',
    example: '2025-12-31',
  })
  dueOn!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Days too late; 0 in time. 逾期天数',
    example: 0,
  })
  daysLate!: number | null;

  @ApiProperty({ ...DAY, description: 'When it was given back. 退回日期', example: null })
  returnedOn!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it was given back. 退回意见',
    example: null,
  })
  remarks!: string | null;

  @ApiProperty({
    ...DAY,
    description: 'Kept at least until (ETS-014). 至少保存至',
    example: '2031-12-31',
  })
  retainUntil!: string | null;
}

export class QualityPlanSubmissionPayload {
  @IsId({ description: 'Version of the plan. 计划版本' })
  plan!: string;
}

export class QualityPlanReturnPayload {
  @IsId({ description: 'Version of the plan. 计划版本' })
  plan!: string;

  @IsNote('What is to be put right. 退回意见', '请补充缺失数据处理方法')
  remarks!: string;
}

export function planBody(plan: QualityPlan, retainUntil: string | null): Sent<EmitterPlanBody> {
  const { id, holderId, market, year, version, state, writtenAt } = plan;
  const { submittedOn, dueOn, daysLate, returnedOn, remarks } = plan;
  return {
    ...{ id, holderId, market, year, version, state, submittedOn, dueOn, daysLate, returnedOn, remarks },
    content: plan.content as Sent<QualityPlanContentBody>,
    writtenAt: chinaTimestamp(writtenAt),
    retainUntil,
  };
}
