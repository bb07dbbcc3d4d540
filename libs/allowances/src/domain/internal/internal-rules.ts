import type { ChinaDate } from '@carbon/kernel';
import { type PackReference, type PackSource, type Reader, RulePacks } from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';
import internal2026 from '../../../../rules/packs/internal-market.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';

const ROUNDINGS = {
  down: Decimal.ROUND_FLOOR,
  'half-up': Decimal.ROUND_HALF_UP,
  up: Decimal.ROUND_CEIL,
} as const;

const rounding: Reader<keyof typeof ROUNDINGS> = (value) => {
  if (typeof value === 'string' && Object.hasOwn(ROUNDINGS, value)) return value as keyof typeof ROUNDINGS;
  throw new RangeError('must be down, half-up or up');
};

export const internalMarketPacks = new RulePacks(
  'internal-market',
  { keys: { 'share.rounding': rounding, 'due.rounding': rounding } } as const,
  [internal2026],
  manifest,
);

/** How a park's or group's own market rounds; its cap, shares and rewards are its own to set. */
export interface InternalRules {
  readonly wholeShare: (tonnes: Decimal) => bigint;
  readonly wholeDue: (tonnes: Decimal) => bigint;
  readonly pack: PackReference;
}

export function internalRules(packs: PackSource, day: ChinaDate): InternalRules {
  const pack = packs.on(internalMarketPacks, day);
  const share = pack.value('share.rounding');
  const due = pack.value('due.rounding');
  const whole = (how: keyof typeof ROUNDINGS) => (tonnes: Decimal) =>
    BigInt(tonnes.toDecimalPlaces(0, ROUNDINGS[how]).toFixed());
  return {
    wholeShare: whole(share.value),
    wholeDue: whole(due.value),
    pack: pack.reference([share, due]),
  };
}
