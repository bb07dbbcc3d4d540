import type { Text } from '@carbon/kernel';

/** Why an act does not count. Numbers are stored: they are never given anew. */
export interface ActReason {
  readonly number: number;
  readonly code: string;
  /** Where it is found: before anything is stored, or when acts are judged together. */
  readonly at: 'intake' | 'judging';
  readonly rule: string;
  readonly text: Text;
}

const intake = (number: number, code: string, rule: string, zh: string, en: string): ActReason => ({
  ...{ number, code, rule, at: 'intake' },
  text: { zh, en },
});
const judging = (number: number, code: string, rule: string, zh: string, en: string): ActReason => ({
  ...{ number, code, rule, at: 'judging' },
  text: { zh, en },
});

export const COUNTED = 0;
/** A resend: the partner told it before, word for word. Harmless. */
export const TOLD_BEFORE = 1;

export const ACT_REASONS = {
  malformed: intake(2, 'malformed', 'CNV-003', '格式不符', 'is not in the right form'),
  startedAt: intake(
    3,
    'started-at',
    'CNV-003',
    '没有这个日期或时间',
    'began on a date or at a time that there is not',
  ),
  amount: intake(4, 'amount', 'CNV-003', '数量应为正整数', 'must have a positive whole amount'),
  unknownMethod: intake(
    5,
    'unknown-method',
    'PTS-001',
    '不是协议约定的行为类别',
    'is of no method this partner may tell of',
  ),
  noConsent: intake(
    ...([
      6,
      'no-consent',
      'PII-001',
      '没有该用户的有效同意',
      'is of nobody who consented to this partner',
    ] as const),
  ),
  conflict: intake(
    ...([
      7,
      'event-conflict',
      'CNV-003',
      '同一事件号曾以不同内容上报',
      'has an event id told before with other content',
    ] as const),
  ),
  future: intake(8, 'future', 'CNV-003', '尚未发生', 'has not ended yet'),
  tooLate: intake(9, 'too-late', 'CNV-003', '超过补报期限', 'comes later than acts may be told'),
  placesWithoutConsent: intake(
    ...([
      10,
      'places-without-consent',
      'PII-001',
      '未单独同意使用精确位置',
      'tells precise places without separate consent',
    ] as const),
  ),
  repeatedInBatch: intake(
    ...([
      11,
      'repeated-in-batch',
      'CNV-003',
      '同一批内事件号重复',
      'has an event id that stands earlier in the batch',
    ] as const),
  ),

  sameTrip: judging(
    32,
    'same-trip',
    'CNV-003',
    '另一来源已上报同一次出行',
    'is the same trip another source told of',
  ),
  eventRepeated: judging(
    ...([
      33,
      'event-repeated',
      'CNV-003',
      '事件号已由另一来源上报',
      'has an event id that another source told the same trip under',
    ] as const),
  ),
  overlap: judging(
    34,
    'overlap',
    'CNV-003',
    '与另一次已计出行时间重叠',
    'overlaps in time with a trip that counts',
  ),
  speed: judging(35, 'speed', 'CNV-003', '速度不可能', 'is faster than possible'),
  distance: judging(36, 'distance', 'CNV-003', '距离不可能', 'is longer or shorter than possible'),
  dailyCap: judging(37, 'daily-cap', 'PTS-006', '当日已达上限', 'is beyond the cap of its day'),
  monthlyCap: judging(38, 'monthly-cap', 'PTS-006', '当月已达上限', 'is beyond the cap of its month'),
  notInForce: judging(
    39,
    'not-in-force',
    'PTS-001',
    '当日方法学未生效',
    'is of a method not in force on its day',
  ),
  noBaseline: judging(
    40,
    'no-baseline',
    'PHI-003',
    '尚无基准，暂不计减排',
    'has no baseline to compare with yet',
  ),
  noSaving: judging(41, 'no-saving', 'PHI-003', '未低于基准', 'saves nothing against its baseline'),
  tooSmall: judging(42, 'too-small', 'PTS-006', '低于最小计量', 'is below the least that counts'),
  tooMuch: judging(44, 'too-much', 'CNV-003', '超过单次可能的数量', 'is more than one act can be'),
  tooLong: judging(45, 'too-long', 'CNV-003', '时长不可能', 'takes longer than a trip can'),
  revoked: judging(43, 'revoked', 'CNV-003', '来源已撤回', 'was taken back by its source'),
} as const satisfies Record<string, ActReason>;

const BY_NUMBER: ReadonlyMap<number, ActReason> = new Map(
  Object.values(ACT_REASONS).map((reason) => [reason.number, reason]),
);

/** Undefined where the act counts, or was told before. */
export function actReason(number: number): ActReason | undefined {
  return BY_NUMBER.get(number);
}
