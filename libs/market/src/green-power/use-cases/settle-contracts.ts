import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Command, Outcome, SimpleCommand } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { FROZEN } from '../../sales/use-cases/units';
import type { GreenPowerParts } from '../parts';
import {
  type ContractToPay,
  type MoneyToReturn,
  noteFailure,
  notePaid,
  noteReturned,
  takeDue,
  takeReturns,
} from '../persistence/contracts';
import { REASON } from './place-orders';

/**
 * Gives back money of cleared demands that nothing was contracted for. What the ledger refuses (a blocked account) waits and is
 * tried again by itself (`failed`).
 * @returns how many were taken in hand
 */
export async function returnMoney(
  tx: Transaction,
  { ledger }: GreenPowerParts,
  { limit, failed, now }: { readonly limit: number; readonly failed: boolean; readonly now: Date },
): Promise<number> {
  const found = await takeReturns(tx, limit, failed);
  const outcomes = await ledger.submit(tx, found.map(giveBack));
  const { done, refused } = sorted(found, outcomes);
  await noteReturned(
    tx,
    done.map(({ one }) => one.id),
    now,
  );
  for (const { one, code } of refused) await noteFailure(tx, 'power_demand', one.id, code);
  return found.length;
}

/**
 * Pays for what was metered: the price of it to the plant's owner, the rest of what the contract kept back to the buyer, in one
 * group. Energy goes by wire; no instrument is issued for it here, and certificates of it remain what they are (INV-04).
 * @returns how many were taken in hand
 */
export async function payContracts(
  tx: Transaction,
  { ledger }: GreenPowerParts,
  { limit, failed, now }: { readonly limit: number; readonly failed: boolean; readonly now: Date },
): Promise<number> {
  const found = await takeDue(tx, limit, failed);
  if (found.length === 0) return 0;
  const free = found.filter(({ keptFen }) => keptFen === 0n);
  const costing = found.filter(({ keptFen }) => keptFen > 0n);
  const outcomes = await ledger.submit(tx, costing.map(payment));
  const { done, refused } = sorted(costing, outcomes);
  const paid = done.map(({ one, transactionId }) => ({ id: one.id, transactionId }));
  await notePaid(tx, [...paid, ...free.map(({ id }) => ({ id, transactionId: undefined }))], now);
  for (const { one, code } of refused) await noteFailure(tx, 'power_contract', one.id, code);
  const fen = done.reduce((sum, { one }) => sum + one.dueFen, 0n);
  const entry = {
    action: 'green-power.contracts-settled',
    subject: { kind: 'power-contracts', id: found[0]?.id ?? '' },
    after: { settled: done.length + free.length, refused: refused.length, paidFen: fen.toString() },
  };
  if (done.length + free.length > 0) await recordAudit(tx, entry, now, { actor: 'system' });
  return found.length;
}

const giveBack = ({ id, fundsAccount: account, fen: quantity }: MoneyToReturn): Command => ({
  ...{ kind: 'release', account, instrument: CNY, quantity, part: FROZEN },
  cause: { actor: 'system', reference: id, reason: REASON },
});

function payment({ id, buyerFunds, sellerFunds, keptFen, dueFen }: ContractToPay): Command {
  const back = keptFen - dueFen;
  const commands: SimpleCommand[] = [];
  if (dueFen > 0n)
    commands.push({
      ...{ kind: 'transfer', instrument: CNY, quantity: dueFen, fromPart: FROZEN },
      ...{ from: buyerFunds, to: sellerFunds },
    });
  if (back > 0n)
    commands.push({ kind: 'release', account: buyerFunds, instrument: CNY, quantity: back, part: FROZEN });
  return { kind: 'linked', commands, cause: { actor: 'system', reference: id, reason: REASON } };
}

function sorted<T>(items: readonly T[], outcomes: readonly Outcome[]) {
  const done: { readonly one: T; readonly transactionId: bigint }[] = [];
  const refused: { readonly one: T; readonly code: string }[] = [];
  for (const [at, one] of items.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) throw new Error('the ledger gave no outcome');
    if (outcome.status === 'done') done.push({ one, transactionId: outcome.transactionId });
    else refused.push({ one, code: outcome.refusal.code });
  }
  return { done, refused };
}
