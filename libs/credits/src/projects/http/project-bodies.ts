import { IsText, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { UnmetRule } from '../../domain/unmet-rule';
import { PROJECT_LIFE, PROJECT_STATES } from '../domain/project-steps';
import type { Project } from '../persistence/project';

export class DisclosureBody {
  @IsText({
    description:
      'Fees, benefit sharing and what else the scheme asks to be known (PHI-005). 费用与收益分配等关键信息',
    example: '开发费用占收益 20%，其余按户分配（示例）',
    max: 4000,
  })
  text!: string;
}

/** What anybody may know of a project. */
export class PublicProjectBody {
  @ApiProperty({ description: 'Number. 项目编号', example: 'PJ000001' })
  number!: string;
  @ApiProperty({ description: 'Scheme. 机制', example: 'CCER' })
  scheme!: string;
  @ApiProperty({ description: 'State. 状态', enum: PROJECT_STATES, example: 'in-comment' })
  state!: string;
  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例海上风电项目' })
  nameZh!: string;
  @ApiProperty({ description: 'English name. 英文名称', example: 'Example offshore wind project' })
  nameEn!: string;
  @ApiProperty({ description: 'Code of the owner. 业主代码', example: 'OWNER' })
  owner!: string;
  @ApiProperty({ description: 'Methodology. 方法学', example: 'CCER-01-002-V01' })
  methodology!: string;
  @ApiProperty({ description: "Edition of the methodology's file. 方法学文件版本", example: '2023.1' })
  methodologyVersion!: string;
  @ApiProperty({
    description: "SHA-256 of the methodology's file. 方法学文件的 SHA-256",
    example: 'a'.repeat(64),
  })
  methodologyHash!: string;
  @ApiProperty({ description: 'When construction began. 开工日期', example: '2023-03-01' })
  constructionStarted!: string;
  @ApiProperty({ description: 'When it was commissioned. 投产日期', example: '2024-12-01' })
  commissioned!: string;
  @ApiProperty({ description: 'First day of crediting. 计入期起日', example: '2025-01-01' })
  creditingFrom!: string;
  @ApiProperty({ description: 'Last day of crediting. 计入期止日', example: '2034-12-31' })
  creditingTo!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the validating body. 审定机构',
    example: 'VALIDATOR',
  })
  validator!: string | null;
  @ApiProperty({
    description: 'SHA-256 of the design document, which is public. 设计文件的 SHA-256',
    example: 'a'.repeat(64),
  })
  designDocument!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Disclosed key facts (PHI-005). 公开的关键信息',
    example: '开发费用占收益 20%（示例）',
  })
  disclosure!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Last day for comments. 公示截止日',
    example: '2026-03-30',
  })
  commentUntil!: string | null;
  @ApiProperty({ description: 'Where the figures come from. 数据来源', example: 'synthetic' })
  source!: string;
}

export class FindingBody {
  @ApiProperty({ description: 'The rule. 规则编号', example: 'CCR-001' })
  rule!: string;
  @ApiProperty({ description: 'What it is about. 所涉字段', example: 'startedOn' })
  field!: string;
  @ApiProperty({ description: 'Certainty of the rule. 确定度', example: 'F' })
  certainty!: string;
  @ApiProperty({ description: 'In Chinese. 中文说明', example: '项目须于 2012-11-08 之后开工' })
  zh!: string;
  @ApiProperty({
    description: 'In English. 英文说明',
    example: 'Construction must have begun after 2012-11-08',
  })
  en!: string;
}

export const findingBody = ({ rule, field, certainty, message }: UnmetRule): Sent<FindingBody> => ({
  ...{ rule, field, certainty, zh: message.zh, en: message.en },
});

/** A project as its owner, its bodies and the registry see it. */
export class ProjectBody extends PublicProjectBody {
  @ApiProperty({ description: 'Account for the units. 收证账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ description: 'Id of the asset. 资产标识', example: '01900000-0000-7000-8000-000000000001' })
  asset!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Plant file code. 电站建档编码',
    example: '12326030235000018',
  })
  plantCode!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Parameters by name. 项目参数',
    example: { efOm: { value: '0.581', unit: 'tCO2/MWh' } },
  })
  parameters!: Record<string, unknown>;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Facts by name. 适用条件',
    example: { distanceOffshore: { value: '42', unit: 'km' } },
  })
  facts!: Record<string, unknown>;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day until which the key facts must be public. 信息公开期末日',
    example: '2026-03-11',
  })
  disclosureUntil!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day of the application. 申请日',
    example: '2026-04-01',
  })
  appliedOn!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day by which the registry should have decided. 审查期限',
    example: '2026-04-23',
  })
  reviewUntil!: string | null;
  @ApiProperty({
    description: 'The review is past its day; nothing is approved by itself. 审查是否超期',
    example: false,
  })
  reviewOverdue!: boolean;
  @ApiProperty({
    type: [String],
    description: 'What may come next. 后续可办事项',
    example: ['publish', 'withdraw'],
  })
  next!: string[];
  @ApiProperty({
    description: 'When it was filed. 申报时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  filedAt!: string;
}

export class FiledProjectBody extends ProjectBody {
  @ApiProperty({ type: [FindingBody], description: 'What stands in the way of publication. 未符合项' })
  unmet!: Sent<FindingBody>[];
  @ApiProperty({ type: [FindingBody], description: 'Warnings that stay with the project. 提示' })
  flags!: Sent<FindingBody>[];
  @ApiProperty({
    description: 'Assets it may be the same as; registration waits for a decision (CCR-002). 疑似同一资产数',
    example: 0,
  })
  suspected!: number;
}

/** Codes of holders by id. */
export type Codes = ReadonlyMap<string, string>;

export function publicProjectBody(project: Project, codes: Codes): Sent<PublicProjectBody> {
  const { number, scheme, state, nameZh, nameEn, methodology, methodologyVersion, methodologyHash } = project;
  return {
    ...{ number, scheme, state, nameZh, nameEn, methodology, methodologyVersion, methodologyHash },
    owner: codes.get(project.holderId) ?? '',
    ...{ constructionStarted: project.constructionStarted, commissioned: project.commissioned },
    ...{ creditingFrom: project.creditingFrom, creditingTo: project.creditingTo },
    validator: project.validatorId === null ? null : (codes.get(project.validatorId) ?? ''),
    ...{ designDocument: project.designDocument, disclosure: project.disclosure },
    ...{ commentUntil: project.commentUntil, source: project.source },
  };
}

export function projectBody(project: Project, codes: Codes, today: ChinaDate): Sent<ProjectBody> {
  const { state, reviewUntil } = project;
  const inReview = state === 'applied' || state === 'under-review';
  return {
    ...publicProjectBody(project, codes),
    ...{ account: project.accountNumber, asset: project.assetId, plantCode: project.plantCode },
    ...{ parameters: project.parameters, facts: project.facts, disclosureUntil: project.disclosureUntil },
    ...{ appliedOn: project.appliedOn, reviewUntil },
    reviewOverdue: inReview && reviewUntil !== null && today > reviewUntil,
    next: PROJECT_LIFE.actsOpenIn(state).filter((act) => act !== 'close-comment'),
    filedAt: chinaTimestamp(project.filedAt),
  };
}
