import { IsCount, IsFlag, IsListOf, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsDocumentHash } from '../../projects/http/fields';
import type { PublicComment } from '../persistence/comments';
import type { LifeEvent } from '../persistence/events';
import type { Judgement } from '../persistence/judgements';
import type { CheckDone, Statement } from '../persistence/statements';

export class EventsQuery extends PageQuery {}

export class NewCommentBody {
  @IsText({
    description:
      'What you have to say; it is shown to everybody, without your name. 意见（公开，不显示姓名）',
    example: '请说明基准线排放因子的来源',
    max: 4000,
  })
  text!: string;
}

export class ReasonBody {
  @IsText({ description: 'Why. 理由', example: '请补充计量点示意图', max: 1000 })
  reason!: string;
}

export class CheckBody {
  @IsText({ description: 'What was looked at. 检查项', example: '计量点与电表编号', max: 200 })
  check!: string;

  @IsFlag({ description: 'Whether it was as stated. 是否通过' })
  passed!: boolean;

  @IsText({ description: 'What was found. 说明', example: '现场核对一致', max: 1000 })
  note!: string;
}

export class StatementBody {
  @IsOneOf(['positive', 'negative'], { description: 'The opinion. 结论', example: 'positive' })
  opinion!: 'positive' | 'negative';

  @IsDocumentHash('SHA-256 of the signed statement, uploaded by the body. 审定或核查报告的 SHA-256')
  document!: string;

  @IsListOf(() => CheckBody, { description: 'What was looked at, one by one. 逐项检查', max: 200 })
  checks!: CheckBody[];

  @IsCount({
    description: 'Full-time staff of the body (CCR-013). 专职人员数',
    example: 12,
    min: 0,
    max: 100_000,
  })
  fullTimeStaff!: number;

  @IsCount({
    description: 'Of them with the years of experience asked for. 其中有经验者',
    example: 6,
    min: 0,
    max: 100_000,
  })
  experiencedStaff!: number;
}

export class LifeEventBody {
  @ApiProperty({ description: 'Place in the history. 序号', example: '17' })
  id!: string;
  @ApiProperty({ description: 'What happened. 事项', example: 'publish' })
  act!: string;
  @ApiProperty({ description: 'State before. 此前状态', example: 'drafted' })
  from!: string;
  @ApiProperty({ description: 'State after. 此后状态', example: 'in-comment' })
  to!: string;
  @ApiProperty({
    description: 'When. 时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;
  @ApiProperty({
    description: 'Who; `system` for the clock. 办理者',
    example: 'user:01900000-0000-7000-8000-000000000001',
  })
  by!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who approved. 复核者',
    example: 'user:01900000-0000-7000-8000-000000000002',
  })
  approver!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the document it rests on. 依据文件',
    example: 'a'.repeat(64),
  })
  document!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '材料齐全' })
  reason!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What else belongs to it. 附加信息',
    example: { until: '2026-03-30' },
  })
  details!: Record<string, unknown>;
}

export const lifeEventBody = (event: LifeEvent): Sent<LifeEventBody> => {
  const { id, act, from, to, at, by, approver, documentHash, reason, details } = event;
  return { id, act, from, to, at: chinaTimestamp(at), by, approver, document: documentHash, reason, details };
};

export class PublicCommentBody {
  @ApiProperty({ description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'What was said. 意见', example: '请说明基准线排放因子的来源' })
  text!: string;
  @ApiProperty({
    description: 'When. 时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;
}

export const publicCommentBody = ({ id, text, at }: PublicComment): Sent<PublicCommentBody> => ({
  ...{ id, text, at: chinaTimestamp(at) },
});

export class StatementTold {
  @ApiProperty({ description: 'Code of the body. 机构代码', example: 'VERIFIER-1' })
  body!: string;
  @ApiProperty({ description: 'The opinion. 结论', enum: ['positive', 'negative'], example: 'positive' })
  opinion!: string;
  @ApiProperty({ description: 'SHA-256 of the statement. 报告的 SHA-256', example: 'a'.repeat(64) })
  document!: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'What was looked at. 逐项检查',
    example: [{ check: '计量点与电表编号', passed: true, note: '现场核对一致' }],
  })
  checks!: readonly CheckDone[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Verified quantity in whole tonnes; of reports only. 核查量（吨）',
    example: '598800',
  })
  verifiedT!: string | null;
  @ApiProperty({
    description: 'When. 时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;
}

export function statementTold(
  { bodyId, opinion, documentHash, checks, verifiedT, at }: Statement,
  codes: ReadonlyMap<string, string>,
): Sent<StatementTold> {
  return {
    ...{ body: codes.get(bodyId) ?? '', opinion, document: documentHash, checks },
    ...{ verifiedT: verifiedT?.toString() ?? null, at: chinaTimestamp(at) },
  };
}

export class JudgementBody {
  @ApiProperty({ description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({
    description: 'When it was asked. 场合',
    enum: ['filing', 'application', 'registration'],
    example: 'registration',
  })
  occasion!: string;
  @ApiProperty({ description: 'Whether every rule is met. 是否全部符合', example: true })
  passed!: boolean;
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    description: 'Rules that are not met, and warnings. 未符合项与提示',
    example: [{ weight: 'unmet', rule: 'CCR-001', field: 'startedOn', certainty: 'F' }],
  })
  findings!: unknown;
  @ApiProperty({
    description: 'Pack of the scheme, with its version. 机制规则包',
    example: 'credit-scheme-ccer 2023.1',
  })
  schemePack!: string;
  @ApiProperty({
    description: 'Methodology, with the edition of its file. 方法学及版本',
    example: 'CCER-01-002-V01 2023.1',
  })
  methodology!: string;
  @ApiProperty({
    description: "SHA-256 of the methodology's file. 方法学文件的 SHA-256",
    example: 'a'.repeat(64),
  })
  methodologyHash!: string;
  @ApiProperty({
    description: 'Certainty of the worst founded figure of the pack. 最低确定度',
    example: 'M-',
  })
  certainty!: string;
  @ApiProperty({
    description: 'When. 时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;
}

export const judgementBody = (judgement: Judgement): Sent<JudgementBody> => {
  const { id, occasion, passed, findings, methodologyHash, certainty } = judgement;
  return {
    ...{ id, occasion, passed, findings, methodologyHash, certainty },
    schemePack: `${judgement.schemePack} ${judgement.schemePackVersion}`,
    methodology: `${judgement.methodology} ${judgement.methodologyVersion}`,
    at: chinaTimestamp(judgement.at),
  };
};
