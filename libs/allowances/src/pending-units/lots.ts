import { fault, malformed, parseQuantity } from '@carbon/kernel';
import { countOf, fromRecord } from '@carbon/custody';
import type { JournalEntry, SerialRange } from '@carbon/ledger';

/** So many units of one instrument, or exactly these. */
export interface Lot {
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials?: readonly SerialRange[];
}

/** Units that wait in the pending part of an account, by their serials. */
export interface LotApart extends Lot {
  readonly serials: readonly SerialRange[];
}

/** A lot as it travels. */
export interface SentLot {
  readonly instrument: string;
  readonly quantity: string;
  readonly serials?: readonly { readonly first: string; readonly last: string }[];
}

export type SentLotApart = SentLot & Required<Pick<SentLot, 'serials'>>;

/** @throws Refusal INPUT_MALFORMED when serials and quantity differ, or an instrument is named twice */
export function lotsOf(lots: readonly SentLot[]): Lot[] {
  return lots.map(({ instrument, quantity: text, serials }, at) => {
    if (lots.findIndex((one) => one.instrument === instrument) < at) {
      throw malformed([
        fault(`lots[${at}].instrument`, 'repeated', 'names an instrument twice', '重复指定同一品种'),
      ]);
    }
    const quantity = parseQuantity(text, `lots[${at}].quantity`);
    if (serials === undefined) return { instrument, quantity };
    const ranges = serials.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) }));
    if (countOf(ranges) !== quantity) {
      throw malformed([
        fault(`lots[${at}].serials`, 'quantity', 'must be as many as quantity', '编号数量须与 quantity 一致'),
      ]);
    }
    return { instrument, quantity, serials: ranges };
  });
}

export function sentLot({ instrument, quantity, serials }: LotApart): SentLotApart {
  return {
    instrument,
    quantity: quantity.toString(),
    serials: serials.map(({ first, last }) => ({ first: first.toString(), last: last.toString() })),
  };
}

/** The lots that journal rows of one transaction moved, in their order. */
export function lotsMoved(entries: readonly JournalEntry[]): LotApart[] {
  return entries.map(({ record }) => ({
    instrument: record.instrument,
    quantity: BigInt(record.quantity),
    serials: fromRecord(record.serials ?? []),
  }));
}

export const totalOf = (lots: readonly Lot[]): bigint =>
  lots.reduce((sum, { quantity }) => sum + quantity, 0n);
