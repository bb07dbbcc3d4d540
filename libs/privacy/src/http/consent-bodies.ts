import { IsFlag, IsId, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Consent, ListedConsent } from '../persistence/consents';
import type { ConsentPurpose } from '../rules/consent-purposes';

/** Words of the platform, never free text: consents outlive an erasure. */
const WORD = /^[a-z0-9][a-z0-9._-]*$/;

const PURPOSE = {
  description: 'Purpose, as listed. 同意目的',
  example: 'carbon-inclusion',
  max: 60,
  pattern: WORD,
};

const SOURCE = {
  description: 'The data source it is about; `platform` for the platform itself. 数据来源',
  example: 'platform',
  max: 60,
  pattern: WORD,
};

export class ConsentPath {
  @IsId({ description: 'Id of the consent. 同意记录编号' })
  id!: string;
}

export class ConsentQuery extends PageQuery {
  @IsId({ description: 'A child you are guardian of; yourself when absent. 被监护人编号', optional: true })
  ward?: string;
}

export class GiveConsentBody {
  @IsText(PURPOSE)
  purpose!: string;

  @IsText(SOURCE)
  source!: string;

  @IsText({ description: 'The version of the text that was shown. 文本版本', example: '2026.1', max: 20 })
  textVersion!: string;

  @IsFlag({ description: 'Yes or no. 是否同意' })
  granted!: boolean;

  @IsFlag({
    description: 'It was asked for alone, as sensitive data and data of children need. 是否单独征得同意',
    optional: true,
  })
  separate?: boolean;

  @IsId({ description: 'A child you are guardian of; yourself when absent. 被监护人编号', optional: true })
  ward?: string;
}

export class ConsentBody {
  @IsId({ description: 'Id. 编号' })
  id!: string;

  @IsId({ description: 'Whose data. 个人编号' })
  personId!: string;

  @IsText(PURPOSE)
  purpose!: string;

  @IsText(SOURCE)
  source!: string;

  @ApiProperty({ description: 'The version of the text. 文本版本', example: '2026.1' })
  textVersion!: string;

  @ApiProperty({ description: 'Yes or no. 是否同意', example: true })
  granted!: boolean;

  @ApiProperty({ description: 'Asked for alone. 是否单独同意', example: false })
  separate!: boolean;

  @ApiProperty({ enum: ['self', 'guardian'], description: 'Who said it. 作出者', example: 'self' })
  givenBy!: 'self' | 'guardian';

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The consent it withdraws. 所撤回的同意',
    example: null,
  })
  withdraws!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When. 时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  at!: string;
}

export class ListedConsentBody extends ConsentBody {
  @ApiProperty({ description: 'The last word on its purpose and source, and a yes. 是否有效', example: true })
  standing!: boolean;
}

export function consentBody(consent: Consent): Sent<ConsentBody> {
  const { id, personId, purpose, source, textVersion, granted, separate, withdraws, givenBy, at } = consent;
  return {
    id,
    personId,
    purpose,
    source,
    textVersion,
    granted,
    separate,
    givenBy: givenBy === personId ? 'self' : 'guardian',
    withdraws,
    at: chinaTimestamp(at),
  };
}

export function listedConsentBody(consent: ListedConsent): Sent<ListedConsentBody> {
  return { ...consentBody(consent), standing: consent.standing };
}

export class ConsentPurposeBody {
  @ApiProperty({ description: 'Id. 编号', example: 'carbon-inclusion' })
  id!: string;

  @ApiProperty({ description: 'Version of the text. 文本版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'In Chinese. 中文', example: '…' })
  textZh!: string;

  @ApiProperty({ description: 'In English. 英文', example: '…' })
  textEn!: string;

  @ApiProperty({ description: 'Uses sensitive personal information. 是否敏感个人信息', example: false })
  sensitive!: boolean;

  @ApiProperty({ description: 'Must be asked for alone. 是否须单独同意', example: true })
  separateConsent!: boolean;

  @ApiProperty({ type: [String], description: 'Rules. 依据', example: ['PII-001'] })
  rules!: string[];

  @ApiProperty({
    description: 'Where the rule comes from. 来源',
    example: '个人信息保护法 (PIPL), Article 14',
  })
  source!: string;

  @ApiProperty({ description: 'How well it is founded. 确定程度', example: 'M+' })
  certainty!: string;
}

export function consentPurposeBody(purpose: ConsentPurpose): Sent<ConsentPurposeBody> {
  const { id, version, text, sensitive, separateConsent, rules, source, certainty } = purpose;
  return {
    id,
    version,
    textZh: text.zh,
    textEn: text.en,
    sensitive,
    separateConsent,
    rules: [...rules],
    source,
    certainty,
  };
}
