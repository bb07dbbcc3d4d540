import type { Text } from '@carbon/kernel';

const APPEAL: Text = {
  zh: '如果与实际不符，请在期限内提出申诉并说明情况。',
  en: 'If that is not what happened, appeal within the time given and say what did.',
};

/** What a resident can do about an act that does not count, by the code of its reason. */
const ADVICE: Readonly<Record<string, Text>> = {
  'same-trip': {
    zh: '同一次出行只计一次，已由另一来源计入，无需处理。',
    en: 'One trip counts once, and another source told of it: nothing is lost.',
  },
  'event-repeated': {
    zh: '同一次出行只计一次，已由另一来源计入，无需处理。',
    en: 'One trip counts once, and another source told of it: nothing is lost.',
  },
  overlap: {
    zh: '同一时间只能有一次出行；如果另一次不是您本人的出行，请申诉，并检查是否有人使用您的账号。',
    en: 'Nobody takes two trips at once. If the other was not yours, appeal, and look who uses your account.',
  },
  'daily-cap': {
    zh: '当天的数量已经计满，明天的行为照常计入。',
    en: 'What counts of a day was reached; acts of the next day count again.',
  },
  'monthly-cap': {
    zh: '当月的数量已经计满，下月的行为照常计入。',
    en: 'What counts of a month was reached; acts of the next month count again.',
  },
  'not-in-force': {
    zh: '这类行为在当天没有生效的方法学，不能计入。',
    en: 'No method for it was in force on that day; it cannot count.',
  },
  'no-baseline': {
    zh: '有了上一年同月的读数之后即可计算节约量，请继续授权该来源。',
    en: 'With a reading of the same month a year before, savings can be told: keep the source linked.',
  },
  'no-saving': {
    zh: '用量没有低于基准；下个月低于基准时即可计入。',
    en: 'Use was not below the baseline; when it is, the saving counts.',
  },
  'too-small': {
    zh: '数量低于最小计量，不影响以后的行为。',
    en: 'It was below the least that counts; that changes nothing for later acts.',
  },
  revoked: {
    zh: '来源撤回了这条记录；如有疑问请先联系该来源，仍不符时可申诉。',
    en: 'Its source took it back: ask there first, and appeal if it is still not right.',
  },
};

export function adviceOn(reason: string): Text {
  return ADVICE[reason] ?? APPEAL;
}
