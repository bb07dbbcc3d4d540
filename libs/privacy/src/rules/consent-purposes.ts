import type { Text } from '@carbon/kernel';
import pack from '../../packs/consent-purposes.2026-1.json';

/** What somebody can consent to, as it is put to them. */
export interface ConsentPurpose {
  readonly id: string;
  /** Of the text: a consent is to one version of it. */
  readonly version: string;
  readonly text: Text;
  /** Uses sensitive personal information (PIPL, Article 28). */
  readonly sensitive: boolean;
  /** Must be asked for alone. */
  readonly separateConsent: boolean;
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: string;
}

export const CONSENT_PURPOSES: readonly ConsentPurpose[] = [...pack.purposes].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);

export function consentPurpose(id: string): ConsentPurpose | undefined {
  return CONSENT_PURPOSES.find((purpose) => purpose.id === id);
}
