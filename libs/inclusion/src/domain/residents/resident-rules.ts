import type { ChinaDate } from '@carbon/kernel';
import { type PackSource, positiveNumber, RulePacks } from '@carbon/rules/domain';
import first from '../../../packs/inclusion-residents.2026-1.json';
import manifest from '../../../packs/manifest.json';

const MINUTE_MS = 60_000;
const MINUTES_A_HOUR = 60;

export const residentShape = {
  keys: {
    'link-code.minutes': positiveNumber,
    'family-code.hours': positiveNumber,
    /** Wrong codes one may send in so many minutes. */
    'wrong-codes.resident.most': positiveNumber,
    'wrong-codes.partner.most': positiveNumber,
    'wrong-codes.minutes': positiveNumber,
    /** How many relatives somebody may share totals with. */
    'relatives.most': positiveNumber,
  },
} as const;

export const residentPacks = new RulePacks('inclusion-residents', residentShape, [first], manifest);

/** How residents link accounts and families; times in milliseconds. */
export interface ResidentRules {
  readonly linkCodeMs: number;
  readonly familyCodeMs: number;
  /** Wrong codes in so long, of one resident and of one partner with all its users. */
  readonly wrongCodesMost: { readonly resident: number; readonly partner: number };
  readonly wrongCodesMs: number;
  readonly relativesMost: number;
}

/** @throws Refusal RULES_NO_PACK (422) */
export function residentRules(packs: PackSource, day: ChinaDate): ResidentRules {
  const rules = packs.on(residentPacks, day);
  const number = (key: keyof (typeof residentShape)['keys']): number => rules.value(key).value;
  return {
    linkCodeMs: number('link-code.minutes') * MINUTE_MS,
    familyCodeMs: number('family-code.hours') * MINUTES_A_HOUR * MINUTE_MS,
    wrongCodesMost: {
      resident: number('wrong-codes.resident.most'),
      partner: number('wrong-codes.partner.most'),
    },
    wrongCodesMs: number('wrong-codes.minutes') * MINUTE_MS,
    relativesMost: number('relatives.most'),
  };
}
