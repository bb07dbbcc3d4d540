import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { accountInReach } from '@carbon/ledger';
import { notListed } from '../domain/refusals';
import { entryState } from '../domain/trust';
import { lockEntry, type TrustedAccount, type TrustedAccountView } from '../persistence/read-trusted';
import { relabelEntry, removeEntry } from '../persistence/write-trusted';
import { requireHolderMayAct } from './holder-may-act';

interface Edit {
  readonly account: string;
  readonly trusted: string;
  readonly caller: Caller;
  readonly now: Date;
}

/**
 * Takes an account off a list at once: one person suffices (SEC-005). A proposal that is not decided is withdrawn as a
 * task instead.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, TRUSTED_ACCOUNT_NOT_LISTED
 */
export async function removeTrust(tx: Transaction, edit: Edit): Promise<TrustedAccountView> {
  const { account, trusted, caller, now } = edit;
  const entry = await approvedEntry(tx, edit);
  const removal = { by: caller.id, at: now, reason: 'removed' };
  await removeEntry(tx, entry.id, removal);
  await recordAudit(
    tx,
    {
      action: 'trusted-account.removed',
      subject: { kind: 'trusted-account', id: entry.id },
      holderId: entry.currentHolderId,
      before: { account, trusted, state: entryState(entry, now) },
    },
    now,
  );
  return { ...entry, removedAt: now, removedBy: caller.id, removalReason: removal.reason, state: 'removed' };
}

/**
 * Changes what the holder calls an account, and nothing else: days that run go on running, and none are saved.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, TRUSTED_ACCOUNT_NOT_LISTED
 */
export async function relabelTrust(
  tx: Transaction,
  edit: Edit & { readonly label: string },
): Promise<TrustedAccountView> {
  const { caller, now, label } = edit;
  const entry = await approvedEntry(tx, edit);
  await relabelEntry(tx, entry.id, { label, by: caller.id, at: now });
  await recordAudit(
    tx,
    {
      action: 'trusted-account.relabelled',
      subject: { kind: 'trusted-account', id: entry.id },
      holderId: entry.currentHolderId,
      before: { label: entry.label },
      after: { label },
    },
    now,
  );
  return { ...entry, label, state: entryState(entry, now) };
}

async function approvedEntry(tx: Transaction, { account, trusted, caller }: Edit): Promise<TrustedAccount> {
  requireHolderMayAct(await accountInReach(tx, account, caller.reach), caller);
  const entry = await lockEntry(tx, account, trusted);
  if (entry?.approvedAt == null) throw notListed(trusted);
  return entry;
}
