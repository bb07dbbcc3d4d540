import type { Transaction } from '@carbon/database';
import type { Cause, Command, Ledger } from '@carbon/ledger';
import { freezeHoldsLess } from '../domain/refusals';
import { countOf, type Serials, takeLowest } from '../domain/serial-ranges';
import { type JudicialFreeze, stillFrozen } from '../persistence/judicial-freezes';

/** What a freeze gave back, what it still has, and what had come to an end meanwhile. */
export interface GivenBack {
  readonly quantity: bigint;
  readonly serials: readonly Serials[] | null;
  readonly lapsed: bigint;
  readonly after: { readonly held: bigint; readonly serials: readonly Serials[] | null };
}

/**
 * Gives back units of a locked freeze, its lowest serials first; all that are still there when no quantity is named.
 * @throws Refusal CUSTODY_FREEZE_HOLDS_LESS and those of the ledger
 */
export async function giveBack(
  tx: Transaction,
  ledger: Ledger,
  freeze: JudicialFreeze,
  asked: bigint | undefined,
  cause: Cause,
): Promise<GivenBack> {
  const still = freeze.serials === null ? null : await stillFrozen(tx, freeze);
  const there = still === null ? freeze.held : countOf(still);
  const quantity = asked ?? there;
  if (quantity > there) throw freezeHoldsLess(freeze.id, there, quantity);
  const split = still === null ? undefined : takeLowest(still, quantity);
  if (quantity > 0n) {
    const { account, instrument } = freeze;
    await submitOne(tx, ledger, {
      kind: 'release',
      account,
      instrument,
      quantity,
      part: 'judicial',
      ...(split === undefined ? {} : { serials: split.taken }),
      cause,
    });
  }
  return {
    quantity,
    serials: split?.taken ?? null,
    lapsed: freeze.held - there,
    after: { held: there - quantity, serials: split?.rest ?? null },
  };
}

/** @throws Refusal of the ledger */
export async function submitOne(tx: Transaction, ledger: Ledger, command: Command): Promise<bigint> {
  const [outcome] = await ledger.submit(tx, [command]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  return outcome.transactionId;
}
