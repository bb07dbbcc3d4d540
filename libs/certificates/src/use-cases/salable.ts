import type { Transaction } from '@carbon/database';
import type { SerialRange } from '@carbon/ledger';
import { notTradable, soldBefore } from '../domain/refusals';
import { unsoldSerials } from '../persistence/ledger-holdings';
import { wereSold } from '../persistence/sold-ranges';
import type { Lot } from './choose-certificates';
import { nameOf } from './judge-lots';

/**
 * Why certificates change hands. A sale, alone or with green power, happens once to a certificate (GEC-009). An
 * assignment is none: sharing out by a provincial plan (GEC-011), the move to the user of self-used power (GEC-012),
 * the way back of a wrong delivery.
 */
export const transferGrounds = ['sale', 'green-power-sale', 'assignment'] as const;
export type TransferGround = (typeof transferGrounds)[number];

export const isSale = (ground: TransferGround): boolean => ground !== 'assignment';

/**
 * GEC-005, GEC-009: whether a lot may be sold at all, and those of it that are named.
 * @throws Refusal GEC_NOT_TRADABLE, GEC_SOLD_BEFORE
 */
export async function refuseUnsalable(tx: Transaction, lot: Lot): Promise<void> {
  const { instrument, tradeClass } = lot.issue;
  if (tradeClass !== 'tradable') throw notTradable(nameOf(lot));
  const { serials } = lot;
  if (serials !== undefined && (await wereSold(tx, instrument, serials))) throw soldBefore(nameOf(lot));
}

/** Only lots that may be sold; those to be sold by quantity are picked here. @throws Refusal as refuseUnsalable */
export async function salable(tx: Transaction, from: string, lots: readonly Lot[]): Promise<Lot[]> {
  const picked: Lot[] = [];
  for (const lot of lots) {
    await refuseUnsalable(tx, lot);
    picked.push(lot.serials === undefined ? await pickUnsold(tx, from, lot) : lot);
  }
  return picked;
}

/** Where a part of the plant-month was sold before, the lowest serials that were not. @throws Refusal GEC_SOLD_BEFORE */
export async function pickUnsold(tx: Transaction, from: string, lot: Lot): Promise<Lot> {
  const { instrument } = lot.issue;
  const everSold = await wereSold(tx, instrument, [{ first: 1n, last: lot.issue.certificates }]);
  if (!everSold) return lot;
  const serials: SerialRange[] = [];
  let open = lot.quantity;
  for (const { first, last } of await unsoldSerials(tx, from, instrument)) {
    if (open === 0n) break;
    const taken = last - first + 1n < open ? last - first + 1n : open;
    serials.push({ first, last: first + taken - 1n });
    open -= taken;
  }
  if (open > 0n) throw soldBefore(instrument);
  return { ...lot, serials };
}
