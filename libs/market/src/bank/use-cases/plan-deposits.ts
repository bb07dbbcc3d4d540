import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { CNY, CNY_INSTRUMENT } from '../../cash/domain/cny';
import {
  type CashMovement,
  insertTold,
  movementsByReference,
  noteAbandoned,
  noteAllBooked,
} from '../../cash/persistence/cash-movements';
import { depositSourceKey } from '../../cash/tasks/deposit-kind';
import { defineInstrument } from '@carbon/ledger';
import { comparableNumber } from '../domain/account-name';
import { matchDeposit, type UnmatchedReason } from '../domain/match-deposit';
import { accountsNamedIn } from '../formats/deposit-code';
import type { BankEntry, EntryFate } from '../persistence/entries';
import { holdersOfFunds } from '../persistence/funds-accounts';
import { activeByNumber } from '../persistence/holder-bank-accounts';
import type { Plan, Step } from './plan';

/** Who books what the bank tells. */
const SYSTEM = 'system';

interface Deposit {
  readonly entry: BankEntry;
  readonly movement: CashMovement;
  readonly holderId: string;
}

/**
 * TRD-016: what is to be done with money that came in. What people entered by hand on the same reference is that money; what
 * is somebody's beyond doubt is issued at once; the rest waits.
 */
export async function planDeposits(tx: Transaction, entries: readonly BankEntry[], now: Date): Promise<Plan> {
  if (entries.length === 0) return { steps: [], fates: [] };
  const fates: EntryFate[] = [];
  const byHand = await movementsByReference(
    tx,
    entries.map(({ reference }) => reference),
  );
  const matched: Deposit[] = [];
  const facts = await factsOf(tx, entries);
  for (const entry of entries) {
    const known = byHand.get(entry.reference);
    if (known !== undefined) {
      const same =
        !known.isTold &&
        known.state === 'booked' &&
        known.direction === 'deposit' &&
        known.amountFen === entry.amountFen;
      fates.push(
        same
          ? { id: entry.id, state: 'booked', account: known.account, movement: known.id }
          : wait(entry, 'reference-used'),
      );
      continue;
    }
    const codes = accountsNamedIn(`${entry.text} ${entry.endToEnd ?? ''}`);
    const match = matchDeposit(entry, { codes, ...facts });
    if (match.kind === 'wait') fates.push(wait(entry, match.because));
    else matched.push({ entry, movement: movementOf(entry, match.account), holderId: match.holderId });
  }
  if (matched.length === 0) return { steps: [], fates };
  await defineInstrument(tx, CNY_INSTRUMENT);
  const entered = await insertTold(
    tx,
    matched.map(({ movement }) => movement),
    SYSTEM,
    now,
  );
  fates.push(
    ...matched
      .filter(({ movement }) => !entered.has(movement.id))
      .map(({ entry }) => wait(entry, 'reference-used')),
  );
  const booked: { id: string; transactionId: bigint }[] = [];
  const steps = matched
    .filter(({ movement }) => entered.has(movement.id))
    .map((deposit) => depositStep(tx, deposit, { booked, now }));
  return { steps, fates, finish: () => noteAllBooked(tx, booked, { approver: SYSTEM, now }) };
}

const wait = ({ id }: BankEntry, because: UnmatchedReason): EntryFate => ({
  id,
  state: 'unmatched',
  because,
});

const movementOf = ({ amountFen, reference }: BankEntry, account: string): CashMovement => ({
  ...{ id: newId(), direction: 'deposit', account, amountFen, bankReference: reference },
});

async function factsOf(
  tx: Transaction,
  entries: readonly BankEntry[],
): Promise<Pick<Parameters<typeof matchDeposit>[1], 'holderOf' | 'registered'>> {
  const named = entries.flatMap(({ text, endToEnd }) => accountsNamedIn(`${text} ${endToEnd ?? ''}`));
  const remitters = entries.flatMap(({ counterparty }) => counterparty.account ?? []).map(comparableNumber);
  const holders = await holdersOfFunds(tx, [...new Set(named)]);
  const registered = await activeByNumber(tx, [...new Set(remitters)]);
  return { holderOf: (account) => holders.get(account), registered: (number) => registered.get(number) };
}

function depositStep(
  tx: Transaction,
  { entry, movement, holderId }: Deposit,
  { booked, now }: { readonly booked: { id: string; transactionId: bigint }[]; readonly now: Date },
): Step {
  const { id, account, amountFen, bankReference } = movement;
  return {
    command: {
      ...{ kind: 'issue', instrument: CNY, quantity: amountFen, to: account },
      sourceKey: depositSourceKey(bankReference),
      cause: { actor: SYSTEM, reference: bankReference, reason: 'bank:deposit' },
    },
    done: async (transactionId) => {
      booked.push({ id, transactionId });
      const told = {
        action: 'cash.deposited',
        subject: { kind: 'cash-movement', id },
        holderId,
        after: { account, amountFen: amountFen.toString(), bankReference },
      };
      await recordAudit(tx, told, now, { actor: SYSTEM });
      return { id: entry.id, state: 'booked', account, movement: id };
    },
    refused: async () => {
      await noteAbandoned(tx, id, now);
      return wait(entry, 'ledger-refused');
    },
  };
}
