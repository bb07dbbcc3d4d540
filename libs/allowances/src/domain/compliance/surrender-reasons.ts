import type { ChinaDate } from '@carbon/kernel';
import type { OfferedOutcome } from './compliance';

/** Why units, or some of them, are not accepted; each names the rule. */
export type Reason = NonNullable<OfferedOutcome['reason']>;

const because = (rule: string, zh: string, en: string): Reason => ({ rule, zh, en });

export const reasons = {
  certificate: () =>
    because(
      'C-3',
      '绿证不抵减清缴义务：只管控直接排放',
      'Green certificates meet no obligation: only direct emissions are covered',
    ),
  unknown: (market: string) =>
    because(
      'ETS-008',
      `不是市场 ${market} 可用于清缴的产品`,
      `Is no unit with which the market ${market} is complied`,
    ),
  tooLate: (rule: string, year: number) =>
    because(
      rule,
      `该年份配额不得用于 ${year} 年度的清缴：晚于可用年份`,
      `This vintage is later than those that count for the obligation of ${year}`,
    ),
  tooOld: (rule: string, year: number) =>
    because(
      rule,
      `该年份配额不得用于 ${year} 年度的清缴：早于可用年份，且未结转`,
      `This vintage is older than those that count for the obligation of ${year}, and was not carried over`,
    ),
  moreThanDue: () =>
    because(
      'SUR-002',
      '超过应清缴量的部分不予接受',
      'More than is due is not accepted: the rest stays with the holder',
    ),
  noCredits: (market: string) =>
    because('SUR-003', `市场 ${market} 不接受减排量抵销`, `The market ${market} accepts no credits`),
  otherCredits: (accepts: readonly string[]) =>
    because(
      'SUR-003',
      `仅接受：${accepts.join('、')}`,
      `Only these credits are accepted: ${accepts.join(', ')}`,
    ),
  overCap: (capT: bigint) =>
    because('SUR-003', `超过抵销上限 ${capT} 吨`, `Above the limit of ${capT} t of credits`),
  overLocalShare: () =>
    because(
      'SUR-003',
      '超过本地以外减排量可用的份额',
      'Above the share that credits from elsewhere may have',
    ),
  coveredByEts: () =>
    because(
      'SUR-004',
      '来自纳入配额管理的项目的减排量不得用于抵销',
      'Credits of projects inside allowance management do not count',
    ),
  coverageUnknown: () =>
    because(
      'SUR-004',
      '未说明项目是否纳入配额管理，不予接受',
      'It is not told whether the project is inside allowance management: not accepted',
    ),
  registrationUnknown: (rule: string) =>
    because(
      rule,
      '未说明减排量登记日期，不予接受',
      'It is not told when the credits were registered: not accepted',
    ),
  notYetRegistered: (on: ChinaDate) =>
    because('SUR-007', `至 ${on} 尚未登记`, `Not registered yet on ${on}, so that they cannot be cancelled`),
  oldCredit: (filedBefore: ChinaDate, until: ChinaDate) =>
    because(
      'SUR-006',
      `${filedBefore} 之前备案的减排量只可用至 ${until}`,
      `Credits filed before ${filedBefore} count only until ${until}`,
    ),
  registeredTooEarly: (after: ChinaDate) =>
    because('SUR-005', `须在 ${after} 之后登记`, `Only credits registered after ${after} count`),
} as const;
