import type { Text } from '@carbon/kernel';
import type { Standing } from '../../trusted/domain/trust';

/** Which registry's clock an account follows: that of the EU (SEC-002, SEC-003) or of the UK (REG-015). */
export const TRANSFER_PROFILES = ['eu', 'uk'] as const;
export type TransferProfile = (typeof TRANSFER_PROFILES)[number];

/** Why an order executes when it does; stands with the order. */
export interface Ground {
  readonly rule: 'REG-008' | 'REG-015' | 'SEC-002' | 'SEC-003';
  readonly clock: 'at-once' | 'eu-trusted' | 'eu-outside-list' | 'uk';
  readonly profile: TransferProfile;
  readonly standing: Standing;
  /** An account of the registry or of an authority is on either side: its transfers are never delayed (REG-008). */
  readonly official: boolean;
}

export interface Timing extends Ground {
  /** Whose working days and hours are counted, and the pack that says so. */
  readonly market: string;
  readonly zone: string;
  readonly pack: string;
}

export function groundFor(profile: TransferProfile, standing: Standing, official: boolean): Ground {
  const given = { profile, standing, official };
  if (official || standing === 'own' || standing === 'system') {
    return { rule: 'REG-008', clock: 'at-once', ...given };
  }
  if (profile === 'uk') {
    return { rule: 'REG-015', clock: standing === 'listed' ? 'at-once' : 'uk', ...given };
  }
  return standing === 'listed'
    ? { rule: 'SEC-002', clock: 'eu-trusted', ...given }
    : { rule: 'SEC-003', clock: 'eu-outside-list', ...given };
}

const RELATIONS: Readonly<Record<Standing, Text>> = {
  own: { zh: '双方账户属于同一持有人', en: 'both accounts are of one holder' },
  system: { zh: '转入账户为系统账户', en: 'the receiver is an account of the system' },
  listed: {
    zh: '转入账户在转出账户的信任名单上',
    en: 'the receiver is on the trusted list of the sender',
  },
  outside: {
    zh: '转入账户不在转出账户的信任名单上',
    en: 'the receiver is not on the trusted list of the sender',
  },
};

const OFFICIAL: Text = {
  zh: '一方为登记机构或主管部门的账户',
  en: 'one side is an account of the registry or of an authority',
};

const CLOCKS: Readonly<Record<Ground['clock'], Text>> = {
  'at-once': { zh: '不延迟，复核后即执行', en: 'it is not delayed and executes on approval' },
  'eu-trusted': {
    zh: '在工作日的开放时间内复核即执行，否则于下一开放时刻执行',
    en: 'it executes on approval within the opening hours of a working day, else at the next opening',
  },
  'eu-outside-list': {
    zh: '于其后工作日的正午执行，正午后复核的再晚一个工作日',
    en: 'it executes at noon of a later working day, one more day later when approved after noon',
  },
  uk: {
    zh: '自复核时起在工作日与开放时间内经过规定的延迟后执行',
    en: 'it executes when the delay has passed since its approval, counted in working days and opening hours',
  },
};

/** The ground in plain words: rule, clock, calendar, pack. */
export function explain(timing: Timing): Text {
  const relation = timing.official ? OFFICIAL : RELATIONS[timing.standing];
  const clock = CLOCKS[timing.clock];
  const { rule, profile, market, zone, pack } = timing;
  return {
    zh: `${relation.zh}，${clock.zh}（${rule}，${profile} 方式）。工作日按 ${market} 日历，时刻按 ${zone}；规则包 ${pack}。`,
    en: `Because ${relation.en}, ${clock.en} (${rule}, profile ${profile}). Working days are those of the calendar ${market}, hours those of ${zone}; rule pack ${pack}.`,
  };
}
