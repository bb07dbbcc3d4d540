import {
  AreTexts,
  IsCount,
  IsListOf,
  IsOneOf,
  IsQuantity,
  IsShaped,
  IsText,
  IsWholeNumberString,
} from '@carbon/http';

const MARKET = /^[A-Z0-9][A-Z0-9-]{1,19}$/;
const HOLDER = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
const DECIMAL = /^(0|[1-9]\d{0,15})(\.\d{1,9})?$/;

const IsMarketCode = () =>
  IsText({
    description: 'Code of the internal market. 内部市场代码',
    max: 20,
    pattern: MARKET,
    example: 'PARK-A',
  });
const IsYear = () => IsCount({ description: 'Calendar year. 年度', min: 2000, max: 2199, example: 2026 });
const IsDecimal = (description: string, example: string) =>
  IsShaped({
    ...{ shape: 'decimal', description, example, optional: true },
    test: (text) => DECIMAL.test(text),
    sentence: { zh: '应为非负十进制数', en: 'must be a decimal number from 0' },
  });

/** Payload of the task kind `internal-market-opening`. */
export class InternalMarketOpeningPayload {
  @IsMarketCode()
  code!: string;

  @IsOneOf(['park', 'group'], {
    description: 'Of a park whose firms join, or of a group for its companies. 园区或集团',
    example: 'park',
  })
  kind!: 'park' | 'group';

  @IsText({ description: 'Name in Chinese. 中文名称', max: 60, example: '示范园区内部碳市场' })
  nameZh!: string;

  @IsText({ description: 'Name in English. 英文名称', max: 120, example: 'Demo park carbon market' })
  nameEn!: string;
}

/** Payload of the task kind `internal-market-joining`. */
export class InternalMarketJoiningPayload {
  @IsMarketCode()
  market!: string;
}

/** Payload of the task kind `internal-year-opening`. */
export class InternalYearOpeningPayload {
  @IsMarketCode()
  market!: string;

  @IsYear()
  year!: number;

  @IsQuantity({ description: 'Units of the whole year, tonnes. 年度总量（吨）', example: '100000' })
  capT!: string;

  @IsWholeNumberString({
    description: 'Reward for each tonne saved, fen; 0 for none. 每吨节余奖励（分）',
    example: '2000',
  })
  rewardFenPerTonne!: string;

  @IsOneOf(['keep', 'expire'], {
    description: 'What becomes of units left after the count. 清算后剩余单位：保留或失效',
    example: 'keep',
  })
  afterCount!: 'keep' | 'expire';
}

export class InternalShareBody {
  @IsText({ description: 'Code of the member. 成员代码', max: 40, pattern: HOLDER, example: 'PARK-FIRM-1' })
  holder!: string;

  @IsOneOf(['fixed', 'historic', 'output'], {
    description: 'Stated; or part of past emissions; or by output. 分配方法：定额、历史法、产出法',
    example: 'historic',
  })
  method!: 'fixed' | 'historic' | 'output';

  @IsDecimal('Of `fixed`: tonnes. 定额（吨）', '1000')
  quantityT?: string;

  @IsDecimal('Of `historic`: tonnes of the base year. 基准年排放（吨）', '1200.5')
  historicT?: string;

  @IsDecimal('Of `historic`: the part of it that is given. 系数', '0.95')
  factor?: string;

  @IsDecimal('Of `output`: units made. 产出', '30000')
  output?: string;

  @IsDecimal('Of `output`: tonnes a unit. 单位产出基准（吨）', '0.031')
  benchmark?: string;
}

/** Payload of the task kind `internal-allocation`. */
export class InternalAllocationPayload {
  @IsMarketCode()
  market!: string;

  @IsYear()
  year!: number;

  @IsListOf(() => InternalShareBody, { description: 'Who gets what. 分配明细', max: 5000 })
  shares!: InternalShareBody[];
}

/** Payload of the task kind `internal-count`. */
export class InternalCountPayload {
  @IsMarketCode()
  market!: string;

  @IsYear()
  year!: number;
}

export class InviteMembersToMarketBody {
  @AreTexts({
    description: 'Codes of who is invited. 受邀单位代码',
    max: 1000,
    each: { max: 40, pattern: HOLDER },
    example: ['PARK-FIRM-1'],
  })
  holders!: string[];
}
