import { IsChinaDate, IsJsonObject, IsOneOf, IsPart, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp, type ChinaDate } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsDocumentHash } from '../../projects/http/fields';
import { ATTESTATION_ACTS } from '../domain/attestation-life';
import { ATTESTATION_TYPES } from '../domain/attestation-types';
import { isOverdue, type Standing, standingOn, STANDINGS, surveillanceDue } from '../domain/standing';
import {
  type Attestation,
  type AttestationEvent,
  SURVEY_OUTCOMES,
  type SurveyOutcome,
} from '../persistence/attestation';

const TYPES = ATTESTATION_TYPES.map(({ id }) => id);

export class AttestationPath {
  @IsText({
    description: 'Number of the attestation. 认证编号',
    example: 'AT000001',
    max: 20,
    pattern: /^AT\d{6,18}$/,
  })
  number!: string;
}

export class AttestationQuery extends PageQuery {
  @IsOneOf(TYPES, {
    description: 'Only of this type. 按类型筛选',
    example: 'low-carbon-tea',
    optional: true,
  })
  type?: string;

  @IsText({
    description: 'Only of this holder, by code. 按持有人筛选',
    example: 'E011',
    max: 40,
    optional: true,
  })
  holder?: string;

  @IsOneOf(STANDINGS, {
    description: 'Only those that stand so today. 按当前状态筛选',
    example: 'valid',
    optional: true,
  })
  standing?: Standing;
}

export class AttestationScopeBody {
  @IsText({ description: 'In Chinese. 中文', example: '示例茶园 120 公顷', max: 500 })
  zh!: string;

  @IsText({ description: 'In English. 英文', example: 'Example gardens, 120 ha', max: 500 })
  en!: string;
}

/** What stands here is public, the document's hash too; it names no person. */
export class NewAttestationBody {
  @IsOneOf(TYPES, { description: 'Type. 认证类型', example: 'low-carbon-tea' })
  type!: string;

  @IsText({ description: 'For whom: code of the holder. 获证方', example: 'E011', max: 40 })
  holder!: string;

  @IsText({
    description: 'The certifier’s own number. 证书编号',
    example: 'EX-2026-0001',
    max: 80,
    optional: true,
  })
  certificateNumber?: string;

  @IsPart(() => AttestationScopeBody, { description: 'What it covers; public. 认证范围（公开）' })
  scope!: AttestationScopeBody;

  @IsText({
    description: 'Standard, where other than that of the type. 标准',
    example: 'ISO 14067:2018',
    max: 120,
    optional: true,
  })
  standard?: string;

  @IsJsonObject({
    description: 'Figures of the type, as decimal strings by their names. 数值',
    example: { kgPerKg: '6.4', hectares: '120' },
  })
  figures!: Record<string, string>;

  @IsDocumentHash('SHA-256 of the certificate, uploaded by the certifier. 证书文件的 SHA-256')
  document!: string;

  @IsChinaDate({ description: 'First day. 有效期起', example: '2026-11-20' })
  validFrom!: ChinaDate;

  @IsChinaDate({ description: 'Last day. 有效期止', example: '2029-11-19' })
  validUntil!: ChinaDate;
}

export class AttestationReasonBody {
  @IsText({
    description: 'Why; public, names no person. 理由（公开）',
    example: '监督审核发现不符合项',
    max: 500,
  })
  reason!: string;

  @IsDocumentHash('SHA-256 of a report, uploaded by the certifier. 报告文件的 SHA-256', { optional: true })
  document?: string;
}

export class SurveillanceBody {
  @IsChinaDate({ description: 'Day of the surveillance. 监督审核日', example: '2027-11-10' })
  on!: ChinaDate;

  @IsOneOf(SURVEY_OUTCOMES, { description: 'What it found. 结论', example: 'conforming' })
  outcome!: SurveyOutcome;

  @IsDocumentHash('SHA-256 of the report, uploaded by the certifier. 报告文件的 SHA-256')
  document!: string;
}

export class AttestationTextBody {
  @ApiProperty({ description: 'In Chinese. 中文', example: '金级' })
  zh!: string;
  @ApiProperty({ description: 'In English. 英文', example: 'Gold' })
  en!: string;
}

/** A party as everybody may know it: a resident by code only. */
export class AttestationPartyBody {
  @ApiProperty({ description: 'Code. 代码', example: 'E011' })
  code!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Chinese name. 中文名称', example: '示例茶业' })
  nameZh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'English name. 英文名称',
    example: 'Example Tea',
  })
  nameEn!: string | null;
}

export class AttestationBody {
  @ApiProperty({ description: 'Number. 认证编号', example: 'AT000001' })
  number!: string;
  @ApiProperty({ enum: TYPES, description: 'Type. 类型', example: 'low-carbon-tea' })
  type!: string;
  @ApiProperty({ type: AttestationPartyBody, description: 'For whom. 获证方' })
  holder!: AttestationPartyBody;
  @ApiProperty({ type: AttestationPartyBody, description: 'Who vouches for it. 认证机构' })
  certifier!: AttestationPartyBody;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The certifier’s own number. 证书编号',
    example: 'EX-2026-0001',
  })
  certificateNumber!: string | null;
  @ApiProperty({ type: AttestationTextBody, description: 'What it covers. 认证范围' })
  scope!: Sent<AttestationTextBody>;
  @ApiProperty({ description: 'Standard. 标准', example: 'ISO 14067:2018' })
  standard!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Figures. 数值',
    example: { kgPerKg: '6.4' },
  })
  figures!: Readonly<Record<string, string>>;
  @ApiProperty({
    type: AttestationTextBody,
    nullable: true,
    description: 'Grade that the figures reach. 等级',
    example: { zh: '金级', en: 'gold' },
  })
  grade!: Sent<AttestationTextBody> | null;
  @ApiProperty({ description: 'SHA-256 of the certificate. 证书哈希', example: 'a'.repeat(64) })
  document!: string;
  @ApiProperty({ description: 'First day. 有效期起', format: 'date', example: '2026-11-20' })
  validFrom!: string;
  @ApiProperty({ description: 'Last day. 有效期止', format: 'date', example: '2029-11-19' })
  validUntil!: string;
  @ApiProperty({ enum: STANDINGS, description: 'How it stands today. 当前状态', example: 'valid' })
  standing!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Last surveillance that was passed. 最近通过的监督审核',
    format: 'date',
    example: '2027-11-10',
  })
  surveyedOn!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Next surveillance, at the latest. 下次监督审核期限',
    format: 'date',
    example: '2028-11-10',
  })
  surveillanceDue!: string | null;
  @ApiProperty({ description: 'Whether that day is past. 是否逾期', example: false })
  surveillanceOverdue!: boolean;
  @ApiProperty({ description: 'How well the times of the type are founded. 确定性', example: 'X' })
  certainty!: string;
  @ApiProperty({
    description: 'When it was issued. 颁发时间',
    format: 'date-time',
    example: '2026-11-20T10:00:00.000+08:00',
  })
  issuedAt!: string;
}

export class AttestationEventBody {
  @ApiProperty({ enum: ATTESTATION_ACTS, description: 'What happened. 事项', example: 'suspend' })
  act!: string;
  @ApiProperty({ description: 'State before. 之前状态', example: 'valid' })
  from!: string;
  @ApiProperty({ description: 'State after. 之后状态', example: 'suspended' })
  to!: string;
  @ApiProperty({ description: 'When. 时间', format: 'date-time', example: '2027-12-01T10:00:00.000+08:00' })
  at!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why. 理由',
    example: '监督审核发现不符合项',
  })
  reason!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of what it rests on. 依据文件哈希',
    example: 'a'.repeat(64),
  })
  document!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day of a surveillance. 监督审核日',
    format: 'date',
    example: '2027-11-10',
  })
  surveyedOn!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...SURVEY_OUTCOMES, null],
    description: 'What a surveillance found. 监督审核结论',
    example: 'conforming',
  })
  outcome!: string | null;
}

export type Parties = ReadonlyMap<string, Sent<AttestationPartyBody>>;

export function attestationBody(one: Attestation, parties: Parties, today: ChinaDate): Sent<AttestationBody> {
  const { number, type, certificateNumber, scope, standard, figures, grade, certainty } = one;
  return {
    ...{ number, type, certificateNumber, scope, standard, figures, grade, certainty },
    holder: partyOf(parties, one.holderId),
    certifier: partyOf(parties, one.certifierId),
    document: one.documentHash,
    validFrom: one.validFrom,
    validUntil: one.validUntil,
    standing: standingOn(one, today),
    surveyedOn: one.surveyedOn,
    surveillanceDue: surveillanceDue(one),
    surveillanceOverdue: isOverdue(one, today),
    issuedAt: chinaTimestamp(one.issuedAt),
  };
}

export function attestationEventBody(event: AttestationEvent): Sent<AttestationEventBody> {
  const { act, from, to, at, reason, documentHash: document, surveyedOn, outcome } = event;
  return { act, from, to, at: chinaTimestamp(at), reason, document, surveyedOn, outcome };
}

const partyOf = (parties: Parties, id: string) =>
  parties.get(id) ?? { code: '—', nameZh: null, nameEn: null };
