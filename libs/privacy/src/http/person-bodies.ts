import { IsChinaDate, IsId, IsOneOf, IsPart, IsShaped, IsText, type Sent } from '@carbon/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { readIdentityNumber } from '../domain/identity-number';
import type { PersonFields } from '../domain/person-fields';
import type { Erasure } from '../use-cases/erase-person';

const REASON = {
  description: 'Why: it stands in the audit trail. Name a file or request, not the person. 事由',
  example: 'request 2026-17',
  max: 200,
};

export class PersonPath {
  @IsId({ description: 'Id of the person. 个人编号' })
  id!: string;
}

export class WardQuery {
  @IsId({ description: 'A child you are guardian of; yourself when absent. 被监护人编号', optional: true })
  ward?: string;
}

export class ReasonQuery {
  @IsText(REASON)
  reason!: string;
}

/** What people correct by themselves. Names by which they are known or signed in need proof: the registry corrects them. */
export class CorrectMeBody extends WardQuery {
  @IsText({ description: 'Name. 姓名', example: '张三', max: 100, optional: true })
  name?: string;

  @IsText({ description: 'Telephone number. 电话号码', example: '13800138000', max: 40, optional: true })
  phone?: string;

  @IsText({ description: 'Address. 地址', example: '上海市黄浦区', max: 200, optional: true })
  address?: string;
}

export class PersonFieldsPart {
  @IsText({ description: 'Name. 姓名', example: '张三', max: 100, optional: true })
  name?: string;

  @IsText({ description: 'E-mail address. 电子邮箱', example: 'name@example.org', max: 254, optional: true })
  email?: string;

  @IsText({ description: 'Telephone number. 电话号码', example: '13800138000', max: 40, optional: true })
  phone?: string;

  @IsShaped({
    description:
      'Resident identity number, or passport (of another state behind its three letters). 居民身份证号或护照号码',
    example: 'DEU:C01X00T47',
    shape: 'identity-number',
    test: (text) => readIdentityNumber(text) !== undefined,
    sentence: {
      zh: '应为有效的居民身份证号或护照号码',
      en: 'must be an identity number or a passport number',
    },
    optional: true,
  })
  identityNumber?: string;

  @IsChinaDate({ description: 'Birth date. 出生日期', example: '1990-01-01', optional: true })
  birthDate?: string;

  @IsText({ description: 'Address. 地址', example: '上海市黄浦区', max: 200, optional: true })
  address?: string;
}

export const EVIDENCE = {
  description: 'SHA-256 of the document that shows it, in hex. 证明文件的 SHA-256',
  example: 'a'.repeat(64),
  min: 64,
  max: 64,
  pattern: /^[0-9a-f]{64}$/,
};

export class CorrectionBody {
  @IsPart(() => PersonFieldsPart, { description: 'What is put right. 更正内容' })
  fields!: PersonFieldsPart;

  @IsText(EVIDENCE)
  evidence!: string;

  @IsText(REASON)
  reason!: string;
}

/** Which fields were changed; never their values, for answers of keyed requests are kept. */
export class ChangedBody {
  @IsId({ description: 'Id of the person. 个人编号' })
  id!: string;

  @ApiProperty({
    type: [String],
    description: 'The fields that were changed. 已更正的字段',
    example: ['phone'],
  })
  changed!: string[];
}

export class PersonBody extends PersonFieldsPart {
  @IsId({ description: 'Id of the person. 个人编号' })
  id!: string;
}

export const SEARCH_FIELDS = ['email', 'phone', 'identity-number'] as const;

export class SearchBody {
  @IsOneOf(SEARCH_FIELDS, { description: 'What is known. 已知信息', example: 'email' })
  by!: (typeof SEARCH_FIELDS)[number];

  @IsText({ description: 'Its value. 值', example: 'name@example.org', max: 254 })
  value!: string;

  @IsText(REASON)
  reason!: string;
}

export class FoundBody {
  @IsId({ description: 'Id of the person. 个人编号' })
  id!: string;
}

export class EraseMeBody extends WardQuery {
  @IsOneOf(['erase'], { description: 'It cannot be undone. 删除后不可恢复，须明确确认', example: 'erase' })
  confirm!: 'erase';
}

export class ErasePersonBody {
  @IsText(REASON)
  reason!: string;
}

export class KeptBody {
  @ApiProperty({ description: 'The room that must keep something. 保存方', example: 'identity' })
  room!: string;

  @ApiProperty({ format: 'date', description: 'The last day of keeping. 保存期限', example: '2031-03-02' })
  until!: string;

  @ApiProperty({ description: 'The rule. 依据', example: 'PII-003' })
  rule!: string;

  @ApiProperty({ description: 'Why, in Chinese. 原因（中文）', example: '法律规定的保存期限未届满' })
  reasonZh!: string;

  @ApiProperty({ description: 'Why, in English. 原因（英文）', example: 'law has it kept' })
  reasonEn!: string;
}

export class ErasureBody {
  @ApiProperty({
    enum: ['erased', 'restricted'],
    description:
      '`restricted`: law has something kept; nothing is done with it but storing it. 已删除或限制处理',
    example: 'restricted',
  })
  state!: 'erased' | 'restricted';

  @ApiPropertyOptional({
    format: 'date',
    description: 'The day after which everything is erased. 届满后删除',
    example: '2031-03-02',
  })
  until?: string;

  @ApiProperty({ type: [KeptBody], description: 'What is kept, by whom and why. 保存内容' })
  kept!: KeptBody[];
}

/** As it is sent, with what is kept as plain objects. */
export type SentErasure = Omit<Sent<ErasureBody>, 'kept'> & { readonly kept: readonly Sent<KeptBody>[] };

export function erasureBody(erasure: Erasure): SentErasure {
  if (erasure.state === 'erased') return { state: 'erased', kept: [] };
  const { state, until, kept } = erasure;
  return {
    state,
    until,
    kept: kept.map(({ room, until: last, rule, reason }) => ({
      room,
      until: last,
      rule,
      reasonZh: reason.zh,
      reasonEn: reason.en,
    })),
  };
}

/** The fields that a body gives, without what is not of the person. */
export function fieldsOf(part: PersonFields): PersonFields {
  const { name, email, phone, identityNumber, birthDate, address } = part;
  return Object.fromEntries(
    Object.entries({ name, email, phone, identityNumber, birthDate, address }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
