import { auditTask, type Ending, type Task, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { accountInReach, defineInstrument, type Ledger } from '@carbon/ledger';
import { CNY, CNY_INSTRUMENT } from '../../cash/domain/cny';
import { notAFundsAccount } from '../../cash/domain/refusals';
import { insertMovement, noteBooked } from '../../cash/persistence/cash-movements';
import { depositSourceKey } from '../../cash/tasks/deposit-kind';
import { causeOf } from '../../cause-of-task';
import { submitOne } from '../../submit-one';
import { entryNotWaiting, entryUnknown, remitterUnknown } from '../domain/refusals';
import { type BankEntry, lockEntry, noteFates } from '../persistence/entries';
import { requireNotByHand } from '../use-cases/entry-by-hand';
import { queuePayment } from '../use-cases/queue-payment';
import { UnmatchedMoneyAssignmentPayload, UnmatchedMoneyReturnPayload } from './payloads';

/** The bank that remitted, where the statement does not say: the settlement bank sends it back where it came from. */
const WHENCE_IT_CAME = 'ORIGIN';

/** Money that came in and is nobody's beyond doubt becomes somebody's: two people say whose. */
export function assignmentKind(ledger: Ledger): TaskKind<UnmatchedMoneyAssignmentPayload> {
  return {
    kind: 'unmatched-money-assignment',
    title: { zh: '未达款项入账', en: 'Assignment of unmatched money' },
    payload: UnmatchedMoneyAssignmentPayload,
    propose: 'cash.propose',
    approve: 'cash.approve',

    async prepare(tx, { payload, caller, now }) {
      const account = await accountInReach(tx, payload.account, caller.reach);
      if (account.kind !== 'funds') throw notAFundsAccount(payload.account);
      const entry = await claim(tx, payload.entry, now);
      const { reference, amountFen, counterparty } = entry;
      const from = counterparty.name ?? '—';
      return {
        holderId: null,
        subject: { kind: 'bank-entry', id: entry.id },
        quantity: amountFen,
        summary: {
          zh: `将银行流水 ${reference}（${amountFen.toString()} 分，汇款人 ${from}）计入账户 ${account.number}`,
          en: `Assign ${amountFen.toString()} fen on the bank's reference ${reference}, from ${from}, to ${account.number}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { account, reason } = task.payload;
      const { holderId } = await accountInReach(tx, account, approver.reach);
      const entry = await proposed(tx, task.payload.entry);
      const { reference: bankReference, amountFen } = entry;
      const movement = { id: task.id, direction: 'deposit', account, amountFen, bankReference } as const;
      await defineInstrument(tx, CNY_INSTRUMENT);
      await insertMovement(tx, movement, task.initiator.id, now);
      const transactionId = await submitOne(tx, ledger, {
        ...{ kind: 'issue', instrument: CNY, quantity: amountFen, to: account },
        sourceKey: depositSourceKey(bankReference),
        cause: { ...causeOf(task, approver), reference: bankReference, reason: 'bank:assigned' },
      });
      await noteBooked(tx, task.id, { approver: approver.id, transactionId, now });
      await noteFates(tx, [{ id: entry.id, state: 'booked', account, movement: task.id }], now);
      const told = {
        action: 'bank-entry.assigned',
        subject: { kind: 'bank-entry', id: entry.id },
        holderId,
        after: { account, amountFen: amountFen.toString(), bankReference },
        reason,
      };
      await auditTask(tx, task, approver, told, now);
      return { account, amountFen: amountFen.toString(), transaction: transactionId.toString() };
    },

    abandon: letGo,
  };
}

/** Money that is nobody's here goes back to whom it came from: two people say so, then the bank is sent an order. */
export function returnKind(): TaskKind<UnmatchedMoneyReturnPayload> {
  return {
    kind: 'unmatched-money-return',
    title: { zh: '未达款项退回', en: 'Return of unmatched money' },
    payload: UnmatchedMoneyReturnPayload,
    propose: 'cash.propose',
    approve: 'cash.approve',

    async prepare(tx, { payload, now }) {
      const entry = await claim(tx, payload.entry, now);
      const { name, number } = remitterOf(entry);
      const { reference, amountFen } = entry;
      return {
        holderId: null,
        subject: { kind: 'bank-entry', id: entry.id },
        quantity: amountFen,
        summary: {
          zh: `将银行流水 ${reference}（${amountFen.toString()} 分）退回 ${name} ${number}`,
          en: `Send ${amountFen.toString()} fen on the bank's reference ${reference} back to ${name}, ${number}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const entry = await proposed(tx, task.payload.entry);
      const { amountFen, settlementAccount } = entry;
      const payment = await queuePayment(
        tx,
        {
          ...{ kind: 'return', id: task.id, entry: entry.id, settlementAccount, payee: remitterOf(entry) },
          ...{ amountFen, text: entry.reference, orderedBy: task.initiator.id, approvedBy: approver.id },
        },
        now,
      );
      await noteFates(tx, [{ id: entry.id, state: 'returning', payment: payment.id }], now);
      const told = {
        action: 'bank-entry.return-ordered',
        subject: { kind: 'bank-entry', id: entry.id },
        after: { amountFen: amountFen.toString(), endToEnd: payment.endToEnd },
        reason: task.payload.reason,
      };
      await auditTask(tx, task, approver, told, now);
      return { payment: payment.id, endToEnd: payment.endToEnd, state: 'queued' };
    },

    abandon: letGo,
  };
}

/**
 * Takes an entry out of the queue while people decide.
 * @throws Refusal BANK_ENTRY_UNKNOWN, BANK_ENTRY_NOT_WAITING, MARKET_BANK_REFERENCE_USED
 */
async function claim(tx: Transaction, id: string, now: Date): Promise<BankEntry> {
  const entry = await lockEntry(tx, id);
  if (entry === undefined) throw entryUnknown(id);
  if (entry.state !== 'unmatched') throw entryNotWaiting(id, entry.state);
  await requireNotByHand(tx, entry);
  await noteFates(tx, [{ id, state: 'proposed', because: entry.because ?? undefined }], now);
  return entry;
}

async function proposed(tx: Transaction, id: string): Promise<BankEntry> {
  const entry = await lockEntry(tx, id);
  if (entry?.state !== 'proposed') throw entryNotWaiting(id, entry?.state ?? 'unknown');
  await requireNotByHand(tx, entry);
  return entry;
}

async function letGo(
  tx: Transaction,
  { payload: { entry: id } }: Pick<Task<{ entry: string }>, 'payload'>,
  { how, now, by }: Ending,
): Promise<void> {
  const entry = await lockEntry(tx, id);
  if (entry?.state !== 'proposed') return;
  await noteFates(tx, [{ id, state: 'unmatched', because: entry.because ?? 'no-code' }], now);
  const told = {
    action: 'bank-entry.decision-abandoned',
    subject: { kind: 'bank-entry', id },
    after: { state: how },
  };
  await recordAudit(tx, told, now, { actor: by });
}

/** @throws Refusal BANK_REMITTER_UNKNOWN */
function remitterOf({ id, counterparty: { name, account } }: BankEntry): {
  name: string;
  number: string;
  bank: string;
} {
  if (name === undefined || account === undefined) throw remitterUnknown(id);
  return { name, number: account, bank: WHENCE_IT_CAME };
}
