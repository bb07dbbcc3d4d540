import { chinaDate, type ChinaDate } from '@carbon/kernel';
import safety2026 from '../../packs/registry-safety.2026-1.json';
import manifest from '../../packs/manifest.json';
import { clockTime, fields, positiveNumber, type Reader, timeZone, units, wholeNumber } from './readers';
import { type PackOnDay, type PackSource, releasedPacks, RulePacks } from './rule-packs';
import type { RuleValue } from './rule-value';
import type { Market } from './working-calendar';

/** When a registry works, on the wall clock of its zone, in milliseconds since midnight; both ends belong to it. */
export interface OpeningHours {
  readonly zone: string;
  readonly opens: number;
  readonly closes: number;
}

const rawHours = fields({ zone: timeZone, opens: clockTime, closes: clockTime });
const openingHours: Reader<OpeningHours> = (value) => {
  const hours = rawHours(value);
  if (hours.closes <= hours.opens) throw new RangeError('closes before it opens');
  return hours;
};

const mod97: Reader<'MOD 97-10'> = (value) => {
  if (value !== 'MOD 97-10') throw new RangeError('must be MOD 97-10, the only scheme the ledger computes');
  return value;
};

const shape = {
  keys: {
    'hours.cn': openingHours,
    'hours.eu': openingHours,
    'hours.uk': openingHours,
    'outside-list.noon': clockTime,
    'outside-list.working-days': fields({ beforeNoon: positiveNumber, afterNoon: positiveNumber }),
    'outside-list.limit': units,
    'trusted-list.addition-working-days': positiveNumber,
    'uk.delay-minutes': wholeNumber,
    'second-factor.freshness-minutes': positiveNumber,
    'reversal.window-days': positiveNumber,
    'account-number.check-digits': mod97,
  },
} as const;

export const safetyPacks = new RulePacks('registry-safety', shape, [safety2026], manifest);

/** The figures that keep a registry safe, as in force on a day. */
export interface SafetyRules {
  /** The pack they come from, to name it in answers. */
  readonly pack: PackOnDay<typeof shape>;
  readonly hours: Readonly<Record<Market, RuleValue<OpeningHours>>>;
  /** SEC-003: the time of day, in milliseconds since midnight, before which a proposal counts a day earlier. */
  readonly noon: RuleValue<number>;
  /** SEC-003: working days until a transfer to an account outside the list is done. */
  readonly outsideListWorkingDays: RuleValue<{ readonly beforeNoon: number; readonly afterNoon: number }>;
  /** SEC-007: units a transaction to an account outside the list may move. */
  readonly outsideListLimit: RuleValue<bigint>;
  /** SEC-005: working days until an account added to a trusted list counts. */
  readonly listAdditionWorkingDays: RuleValue<number>;
  /** REG-015: delay of a transfer after its approval, UK style. */
  readonly ukDelayMinutes: RuleValue<number>;
  /** REG-002: how long a second factor that was shown counts. */
  readonly secondFactorFreshnessMinutes: RuleValue<number>;
  /** REG-009: calendar days within which a surrender may be reversed. */
  readonly reversalWindowDays: RuleValue<number>;
  /** REG-014: how the check digits of account numbers are made. */
  readonly accountCheckDigits: RuleValue<'MOD 97-10'>;
}

/** The figures in force at a moment. @throws Refusal RULES_NO_PACK before the first pack */
export function safetyRules(at: Date, packs?: PackSource): SafetyRules {
  return safetyRulesOn(chinaDate(at), packs);
}

export function safetyRulesOn(day: ChinaDate, packs: PackSource = releasedPacks): SafetyRules {
  const pack = packs.on(safetyPacks, day);
  return {
    pack,
    hours: { cn: pack.value('hours.cn'), eu: pack.value('hours.eu'), uk: pack.value('hours.uk') },
    noon: pack.value('outside-list.noon'),
    outsideListWorkingDays: pack.value('outside-list.working-days'),
    outsideListLimit: pack.value('outside-list.limit'),
    listAdditionWorkingDays: pack.value('trusted-list.addition-working-days'),
    ukDelayMinutes: pack.value('uk.delay-minutes'),
    secondFactorFreshnessMinutes: pack.value('second-factor.freshness-minutes'),
    reversalWindowDays: pack.value('reversal.window-days'),
    accountCheckDigits: pack.value('account-number.check-digits'),
  };
}
