import { IsFlag, IsOneOf, IsText, IsWholeNumberString, PageQuery } from '@carbon/http';
import type { Answer } from '../use-cases/register-resident';

/** Words of the platform, never free text: consents outlive an erasure. */
const WORD = /^[a-z0-9][a-z0-9._-]*$/;

export const PROGRAMME = {
  description: 'Code of a programme. 项目代码',
  example: 'SZ',
  max: 20,
  pattern: /^[A-Z][A-Z0-9-]{1,19}$/,
};

export const PARTNER = {
  description: 'Code of a data partner. 数据合作方代码',
  example: 'METRO-SZ',
  max: 40,
  pattern: /^[A-Z0-9][A-Z0-9._-]{1,39}$/,
};

export const TEXT_VERSION = {
  description: 'The version of the text that was shown, as GET /v1/consent-purposes gives it. 所示文本版本',
  example: '2026.1',
  max: 20,
};

const FOR = {
  description:
    'Number of a child you are guardian of, or of a relative who allowed it; yourself when absent. 代为办理的居民编号',
  example: '217',
  optional: true,
};

export const LANGUAGES = ['zh', 'en'] as const;

export class ForQuery {
  @IsWholeNumberString(FOR)
  for?: string;
}

export class ForPageQuery extends PageQuery {
  @IsWholeNumberString(FOR)
  for?: string;
}

/** One purpose and source, as it was put to the person and answered. */
export class GivenAnswer {
  @IsText({
    description: 'Purpose, as listed. 同意目的',
    example: 'carbon-inclusion',
    max: 60,
    pattern: WORD,
  })
  purpose!: string;

  @IsText({
    description: 'The data source: code of a partner in small letters, or `platform`. 数据来源',
    example: 'platform',
    max: 60,
    pattern: WORD,
  })
  source!: string;

  @IsText(TEXT_VERSION)
  textVersion!: string;

  @IsFlag({ description: 'Yes or no. 是否同意' })
  granted!: boolean;

  @IsFlag({ description: 'It was asked for alone. 是否单独征得同意', optional: true })
  separate?: boolean;
}

export const answersOf = (given: readonly GivenAnswer[] | undefined): Answer[] =>
  (given ?? []).map(({ separate = false, ...answer }) => ({ ...answer, separate }));

export const CONSENTS = {
  description: 'What was consented to or refused, each as it was put. 同意或拒绝的各项',
  min: 0,
  max: 30,
  optional: true,
};

/** How the pages are shown. */
export class PreferencesBody {
  @IsFlag({ description: 'Large type and few words. 大字简明模式', optional: true })
  largeType?: boolean;

  @IsOneOf(LANGUAGES, { description: 'Language. 语言', optional: true })
  language?: 'zh' | 'en';

  @IsFlag({ description: 'Stands in challenges among neighbours. 是否参与邻里挑战排名', optional: true })
  inChallenges?: boolean;
}
