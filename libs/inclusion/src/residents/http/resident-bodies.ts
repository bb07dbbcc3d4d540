import { IsChinaDate, IsId, IsListOf, IsOneOf, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { ResidentView } from '../persistence/residents';
import { CONSENTS, GivenAnswer, LANGUAGES, PROGRAMME } from './fields';

const BIRTH_DATE = {
  description:
    'Birth date. For a child under 14 a guardian opens the account. 出生日期；未满 14 周岁由监护人开立',
  example: '1990-05-17',
};

const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;

export class OpenWardResidentBody {
  @IsText(PROGRAMME)
  programme!: string;

  @IsOneOf(LANGUAGES, { description: 'Language; Chinese when absent. 语言', optional: true })
  language?: 'zh' | 'en';

  @IsListOf(() => GivenAnswer, CONSENTS)
  consents?: GivenAnswer[];
}

export class OpenResidentBody extends OpenWardResidentBody {
  @IsChinaDate({ ...BIRTH_DATE, optional: true })
  birthDate?: string;
}

export class RegisterResidentBody extends OpenWardResidentBody {
  @IsText({ description: 'E-mail address to sign in with. 登录邮箱', example: 'name@example.org', max: 254 })
  email!: string;

  @IsText({ description: 'Password, 12 to 128 characters. 密码', example: 'seven quiet bicycles', max: 128 })
  password!: string;

  @IsChinaDate(BIRTH_DATE)
  birthDate!: string;

  @IsText({ description: 'Name. 姓名', example: '张三', max: 100, optional: true })
  name?: string;

  @IsText({ description: 'Telephone number. 电话号码', example: '13800138000', max: 40, optional: true })
  phone?: string;
}

export class WardPersonPath {
  @IsId({ description: 'Id of a child you are guardian of. 被监护人编号' })
  person!: string;
}

export class RegistrationTakenBody {
  @ApiProperty({
    enum: ['accepted'],
    description: 'Always, whoever has the address. 受理状态',
    example: 'accepted',
  })
  state!: 'accepted';

  @ApiProperty({ description: 'What comes next. 下一步', example: 'POST /v1/sessions' })
  next!: string;

  @ApiProperty({ description: 'In Chinese. 中文', example: '请用邮箱和密码登录。' })
  zh!: string;

  @ApiProperty({ description: 'In English. 英文', example: 'Sign in with your address and password.' })
  en!: string;
}

export class ResidentBody {
  @ApiProperty({ description: 'Number; says nothing of the person. 居民编号', example: '217' })
  number!: string;

  @ApiProperty({ description: 'Public code. 公开代码', example: 'R-7K2MDQ0X4T' })
  code!: string;

  @ApiProperty({ description: 'Account of points. 积分账户', example: 'PT-0000012345-67' })
  account!: string;

  @ApiProperty({ enum: ['active', 'restricted'], description: 'State. 状态', example: 'active' })
  state!: string;

  @ApiProperty({ ...MOMENT, description: 'Since. 开户时间' })
  joinedAt!: string;

  @ApiProperty({ description: 'Large type and few words. 大字简明模式', example: false })
  largeType!: boolean;

  @ApiProperty({ enum: LANGUAGES, description: 'Language. 语言', example: 'zh' })
  language!: 'zh' | 'en';

  @ApiProperty({ description: 'Stands in challenges among neighbours. 是否参与邻里挑战排名', example: true })
  inChallenges!: boolean;
}

export function residentBody({ joinedAt, ...view }: ResidentView): Sent<ResidentBody> {
  return { ...view, joinedAt: chinaTimestamp(joinedAt) };
}

export class WhatStaysBody {
  @ApiProperty({ description: 'What stays, in Chinese. 保留内容', example: '账本中的积分流水' })
  whatZh!: string;

  @ApiProperty({
    description: 'What stays, in English. 保留内容（英文）',
    example: 'rows of points in the ledger',
  })
  whatEn!: string;

  @ApiProperty({ description: 'Why, in Chinese. 理由', example: '账本只增不改，编号不再指向任何人。' })
  whyZh!: string;

  @ApiProperty({ description: 'Why, in English. 理由（英文）', example: 'the ledger is never changed' })
  whyEn!: string;

  @ApiProperty({ description: 'Rule. 依据', example: 'PII-005' })
  rule!: string;
}

export class ResidentLeftBody {
  @ApiProperty({ description: 'The number, which is nobody’s now. 原居民编号', example: '217' })
  number!: string;

  @ApiProperty({ description: 'Points that were cancelled. 注销的积分', example: '120' })
  pointsCancelled!: string;

  @ApiProperty({ description: 'Consents that were withdrawn. 撤回的同意数', example: 3 })
  consentsWithdrawn!: number;

  @ApiProperty({ description: 'What was deleted, in Chinese. 已删除', example: '行为记录' })
  deletedZh!: string;

  @ApiProperty({ description: 'What was deleted, in English. 已删除（英文）', example: 'acts' })
  deletedEn!: string;

  @ApiProperty({ type: [WhatStaysBody], description: 'What stays, and why. 保留内容及理由' })
  stays!: WhatStaysBody[];
}
