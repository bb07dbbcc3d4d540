import type { ChinaDate } from '@carbon/kernel';
import {
  type PackReference,
  type PackSource,
  positiveNumber,
  releasedPacks,
  RulePacks,
} from '@carbon/rules/domain';
import consent2026 from '../../../../rules/packs/account-consent.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';

export const accountConsentPacks = new RulePacks(
  'account-consent',
  { keys: { 'longest.days': positiveNumber } } as const,
  [consent2026],
  manifest,
);

export interface ConsentRules {
  /** Calendar days a consent may count for, the day of its proposal included. */
  readonly longestDays: number;
  readonly reference: PackReference;
}

/** The rules of consents on a China day. */
export function consentRules(day: ChinaDate, packs: PackSource = releasedPacks): ConsentRules {
  const pack = packs.on(accountConsentPacks, day);
  const longest = pack.value('longest.days');
  return { longestDays: longest.value, reference: pack.reference([longest]) };
}
