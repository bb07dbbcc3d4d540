import { Decimal } from 'decimal.js';
import { fault, malformed } from '@carbon/kernel';
import { inventoryNotCovered } from './refusals';

/** What a claim of neutrality rests on: tonnes by scope as decimal strings, exact. */
export interface Neutrality {
  readonly scope1: string;
  readonly scope2: string;
  readonly scope3: string;
  /** Where the inventory ends: sites, activities. */
  readonly boundary: string;
  /** By what it was drawn up and claimed, e.g. `ISO 14064-1; ISO 14068-1`. */
  readonly standard: string;
  /** Who vouches for it: the holder itself, or an organisation with the number of its certificate. */
  readonly certifier: string;
  readonly certificateNumber: string | null;
}

const TONNES = /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/;

/** Whole tonnes that cover an inventory: upwards, never less than was emitted. @throws Refusal INPUT_MALFORMED */
export function tonnesToCover(neutrality: Neutrality): bigint {
  const scopes = (['scope1', 'scope2', 'scope3'] as const).map((scope) => {
    if (TONNES.test(neutrality[scope])) return new Decimal(neutrality[scope]);
    throw malformed([
      fault(`neutrality.${scope}`, 'decimal', 'must be tonnes as a decimal string', '应为吨数的十进制字符串'),
    ]);
  });
  const total = scopes.reduce((sum, each) => sum.plus(each), new Decimal(0));
  if (total.isZero()) {
    throw malformed([fault('neutrality', 'inventory', 'has no emissions', '排放清单为零')]);
  }
  return BigInt(total.ceil().toFixed(0));
}

/** @throws Refusal RETIREMENT_INVENTORY_NOT_COVERED */
export function requireCovered(neutrality: Neutrality, retired: bigint): void {
  const needed = tonnesToCover(neutrality);
  if (retired < needed) throw inventoryNotCovered(needed, retired);
}
