import type { Transaction } from '@carbon/database';
import { readTransaction, type SerialRange } from '@carbon/ledger';
import { notTradable, soldBefore } from '../domain/refusals';
import { unsoldSerials } from '../persistence/ledger-holdings';
import { movedSerials, recordSale, wereSold } from '../persistence/sold-ranges';
import { type CertificateChoice, chooseCertificates, type Lot } from './choose-certificates';
import { type Actor, type Desk, rulesToday } from './desk';
import { explainRefusal, nameOf, refuseExpired } from './judge-lots';

/**
 * Why certificates change hands. A sale, alone or with green power, happens once to a certificate (GEC-009). An
 * assignment is none: sharing out by a provincial plan (GEC-011), the move to the user of self-used power (GEC-012),
 * the way back of a wrong delivery.
 */
export const transferGrounds = ['sale', 'green-power-sale', 'assignment'] as const;
export type TransferGround = (typeof transferGrounds)[number];

export interface TransferCertificates extends Actor {
  readonly from: string;
  readonly to: string;
  readonly certificates: readonly CertificateChoice[];
  readonly ground: TransferGround;
  /** The contract, order or plan; no personal data. */
  readonly reference?: string;
}

/** A run of certificates that moved. */
export interface MovedRange extends SerialRange {
  readonly instrument: string;
}

export interface TransferReceipt {
  readonly transactionId: bigint;
  readonly quantity: bigint;
  readonly moved: readonly MovedRange[];
}

/**
 * Moves certificates to another account, all or none.
 * @throws Refusal GEC_EXPIRED, GEC_NOT_TRADABLE, GEC_SOLD_BEFORE, GEC_ALREADY_CLAIMED, GEC_FROZEN, or the ledger's
 */
export async function transferCertificates(
  tx: Transaction,
  desk: Desk,
  command: TransferCertificates,
): Promise<TransferReceipt> {
  const { from, to, ground, actor, approver, reference } = command;
  const chosen = await chooseCertificates(tx, command.certificates);
  const { today, pack } = rulesToday(desk);
  refuseExpired(chosen, today, pack);
  const isSale = ground !== 'assignment';
  const lots = isSale ? await salable(tx, from, chosen) : chosen;

  const [outcome] = await desk.ledger.submit(tx, [
    {
      kind: 'linked',
      commands: lots.map(({ issue, quantity, serials }) => ({
        kind: 'transfer',
        instrument: issue.instrument,
        quantity,
        from,
        to,
        ...(serials && { serials }),
      })),
      cause: {
        actor,
        ...(approver && { approver }),
        ...(reference && { reference }),
        reason: `gec:${ground}`,
      },
    },
  ]);
  if (outcome === undefined) throw new Error('a transfer without outcome');
  if (outcome.status === 'refused') throw await explainRefusal(tx, outcome.refusal, lots, from, pack);

  const entries = await readTransaction(tx, outcome.transactionId);
  if (isSale) await recordSale(tx, outcome.transactionId, entries);
  return {
    transactionId: outcome.transactionId,
    quantity: lots.reduce((sum, { quantity }) => sum + quantity, 0n),
    moved: movedSerials(entries).map(({ instrument, range }) => ({ instrument, ...range })),
  };
}

/** GEC-005, GEC-009: only tradable certificates that were never sold; those to be sold by quantity are picked here. */
async function salable(tx: Transaction, from: string, lots: readonly Lot[]): Promise<Lot[]> {
  const picked: Lot[] = [];
  for (const lot of lots) {
    const { instrument, tradeClass } = lot.issue;
    if (tradeClass !== 'tradable') throw notTradable(nameOf(lot));
    if (lot.serials !== undefined) {
      if (await wereSold(tx, instrument, lot.serials)) throw soldBefore(nameOf(lot));
      picked.push(lot);
    } else picked.push(await pickUnsold(tx, from, lot));
  }
  return picked;
}

/** A part of the plant-month was sold before: take the lowest serials that were not. */
async function pickUnsold(tx: Transaction, from: string, lot: Lot): Promise<Lot> {
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
