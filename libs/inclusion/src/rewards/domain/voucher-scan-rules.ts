import type { ChinaDate } from '@carbon/kernel';
import { type PackShape, type PackSource, positiveNumber, RulePacks } from '@carbon/rules/domain';
import manifest from '../../../packs/manifest.json';
import first from '../../../packs/inclusion-rewards.2026-1.json';

const shape = {
  keys: {
    /** Codes that are none of its own a merchant may try in a while. */
    'scan.wrong-codes': positiveNumber,
    'scan.minutes': positiveNumber,
  },
} as const satisfies PackShape;

export const voucherScanPacks = new RulePacks('inclusion-rewards', shape, [first], manifest);

/** How often a merchant may be wrong. */
export interface VoucherScanRules {
  readonly wrongCodes: number;
  readonly minutes: number;
}

/** @throws Refusal RULES_NO_PACK (422) */
export function voucherScanRules(packs: PackSource, day: ChinaDate): VoucherScanRules {
  const figures = packs.on(voucherScanPacks, day);
  return {
    wrongCodes: figures.value('scan.wrong-codes').value,
    minutes: figures.value('scan.minutes').value,
  };
}
