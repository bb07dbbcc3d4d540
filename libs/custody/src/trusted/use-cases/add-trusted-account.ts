import type { Ending, Prepared } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { accountInReach, type AccountView, readAccount } from '@carbon/ledger';
import { effectiveTime, readCalendar, safetyRules } from '@carbon/rules';
import type { TransferParts } from '../../transfers/parts';
import { auditActor } from '../../transfers/use-cases/runner-name';
import {
  alreadyListed,
  changedMeanwhile,
  trustedByItself,
  trustedClosed,
  trustedUnknown,
  trustsItself,
} from '../domain/refusals';
import { entryState } from '../domain/trust';
import { editionOf, lockEntry, type TrustedAccount } from '../persistence/read-trusted';
import { approveEntry, insertEntry, removeEntry } from '../persistence/write-trusted';
import { requireHolderMayAct } from './holder-may-act';

export interface ProposedTrust {
  readonly account: string;
  readonly trusted: string;
  readonly label: string;
}

/** @throws Refusal saying why the account cannot be added */
export async function proposeTrust(
  tx: Transaction,
  { account: number, trusted, label }: ProposedTrust,
  { taskId, caller, now }: { readonly taskId: string; readonly caller: Caller; readonly now: Date },
): Promise<Prepared> {
  const account = await accountInReach(tx, number, caller.reach);
  requireHolderMayAct(account, caller);
  if (number === trusted) throw trustsItself(number);
  const other = await readAccount(tx, trusted);
  if (other === undefined) throw trustedUnknown(trusted);
  requireNotClosed(other);
  if (other.holderId === account.holderId) throw trustedByItself(trusted);
  // an entry that counts no more makes way; the new one waits its days like any other
  const old = await lockEntry(tx, number, trusted);
  if (old !== undefined && entryState(old, now) === 'lapsed') {
    await removeEntry(tx, old.id, { by: caller.id, at: now, reason: 'lapsed' });
  }
  const id = newId();
  const entered = await insertEntry(tx, {
    ...{ id, account: number, trusted, label, taskId },
    holderId: account.holderId,
    edition: await editionOf(tx, trusted),
    by: caller.id,
    at: now,
  });
  if (!entered) throw alreadyListed(trusted);
  const subject = { kind: 'trusted-account', id };
  await recordAudit(
    tx,
    {
      action: 'trusted-account.proposed',
      subject,
      holderId: account.holderId,
      after: { account: number, trusted },
    },
    now,
  );
  return {
    holderId: account.holderId,
    subject,
    summary: {
      zh: `将账户 ${trusted}（${label}）加入账户 ${number} 的信任名单`,
      en: `Add account ${trusted} (${label}) to the trusted list of ${number}`,
    },
  };
}

/**
 * The entry counts some working days after its approval (SEC-005). What was approved is one edition of the account: if it
 * changed since the proposal, the proposal is void.
 * @throws Refusal TRUSTED_ACCOUNT_CHANGED, TRUSTED_ACCOUNT_CLOSED
 */
export async function approveTrust(
  tx: Transaction,
  parts: TransferParts,
  task: { readonly id: string; readonly payload: ProposedTrust },
  { approver, now }: { readonly approver: string; readonly now: Date },
): Promise<Date> {
  const { account, trusted } = task.payload;
  const entry = await entryOf(tx, task);
  if (entry === undefined || entryState(entry, now) !== 'awaiting-approval') throw changedMeanwhile(trusted);
  const other = await readAccount(tx, trusted);
  if (other === undefined) throw trustedUnknown(trusted);
  requireNotClosed(other);
  const calendar = await readCalendar(tx, parts.market, now);
  const effectiveAt = effectiveTime('eu-list-add', now, { calendar, rules: safetyRules(now) });
  await approveEntry(tx, entry.id, { by: approver, at: now, effectiveAt });
  await recordAudit(
    tx,
    {
      action: 'trusted-account.approved',
      subject: { kind: 'trusted-account', id: entry.id },
      holderId: entry.holderId,
      after: { account, trusted, effectiveAt: effectiveAt.toISOString() },
      approver,
    },
    now,
  );
  return effectiveAt;
}

/** Nothing came of the proposal: the entry is closed. */
export async function abandonTrust(
  tx: Transaction,
  task: { readonly id: string; readonly payload: ProposedTrust },
  { how, now, by, reason }: Ending,
): Promise<void> {
  const entry = await entryOf(tx, task);
  if (entry === undefined) return;
  await removeEntry(tx, entry.id, { by, at: now, reason: reason ?? how });
  await recordAudit(
    tx,
    {
      action: 'trusted-account.abandoned',
      subject: { kind: 'trusted-account', id: entry.id },
      holderId: entry.holderId,
      after: { how },
      ...(reason === undefined ? {} : { reason }),
    },
    now,
    auditActor(by),
  );
}

async function entryOf(
  tx: Transaction,
  { id, payload }: { readonly id: string; readonly payload: ProposedTrust },
): Promise<TrustedAccount | undefined> {
  const entry = await lockEntry(tx, payload.account, payload.trusted);
  return entry?.taskId === id ? entry : undefined;
}

/** @throws Refusal TRUSTED_ACCOUNT_CLOSED */
function requireNotClosed({ number, state }: AccountView): void {
  if (state === 'closed' || state === 'closure-pending') throw trustedClosed(number);
}
