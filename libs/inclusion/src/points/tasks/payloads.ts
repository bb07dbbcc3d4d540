import { IsOneOf, IsShaped, IsText } from '@carbon/http';

export const CORRECTION_GROUNDS = ['resident-request', 'error', 'fraud', 'goodwill'] as const;

/** Payload of the task kind `points-correction`. */
export class PointsCorrectionPayload {
  @IsText({ description: 'Code of the programme. 项目代码', max: 20, example: 'SZ' })
  programme!: string;

  @IsShaped({
    description: 'Number of the resident account. 居民账户编号',
    shape: 'resident-number',
    test: (text) => /^[1-9]\d{0,17}$/.test(text),
    sentence: { zh: '应为居民账户编号', en: 'must be the number of a resident account' },
    example: '217',
  })
  resident!: string;

  @IsShaped({
    description: 'Points to give (+) or take (-). 增加或扣减的积分（带正负号）',
    shape: 'signed-points',
    test: (text) => /^[+-][1-9]\d{0,8}$/.test(text),
    sentence: {
      zh: '应为带正负号的整数积分，例如 -84',
      en: 'must be whole points with their sign, e.g. -84',
    },
    example: '-84',
  })
  points!: string;

  @IsOneOf(CORRECTION_GROUNDS, {
    description: 'On what ground: the resident asks, an error, a fraud, goodwill. 依据',
    example: 'error',
  })
  ground!: (typeof CORRECTION_GROUNDS)[number];

  @IsText({
    description: 'Why, for the resident to read. 理由（居民可见）',
    min: 4,
    max: 400,
    example: '重复入账更正',
  })
  reason!: string;
}
