import type { Prepared, Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { fault, malformed } from '@carbon/kernel';
import { accountInReach } from '@carbon/ledger';
import { safetyRules } from '@carbon/rules';
import { ownLimitNotLower } from '../../trusted/domain/refusals';
import { requireHolderMayAct } from '../../trusted/use-cases/holder-may-act';
import type { TransferProfile } from '../domain/timing';
import { addSettings, lockSettings, readSettings, type TransferSettings } from '../persistence/settings';

export interface ProposedSettings {
  readonly account: string;
  readonly profile?: TransferProfile | undefined;
  /** The holder's own; above that of the rules it has no effect, for the lowest wins (SEC-007). */
  readonly limit?: bigint | undefined;
}

/** @throws Refusal LEDGER_ACCOUNT_UNKNOWN, INPUT_MALFORMED when nothing is to change */
export async function proposeSettings(
  tx: Transaction,
  { account: number, profile, limit }: ProposedSettings,
  { caller }: { readonly caller: Caller },
): Promise<Prepared> {
  const account = await accountInReach(tx, number, caller.reach);
  requireHolderMayAct(account, caller);
  if (profile === undefined && limit === undefined) {
    throw malformed([
      fault('profile', 'required', 'name a profile, a limit, or both', '须给出 profile、limit 或两者'),
    ]);
  }
  const changes = {
    zh: [
      ...(profile === undefined ? [] : [`延迟方式改为 ${profile}`]),
      ...(limit === undefined ? [] : [`自设限额改为 ${limit.toString()}`]),
    ],
    en: [
      ...(profile === undefined ? [] : [`delays follow profile ${profile}`]),
      ...(limit === undefined ? [] : [`own limit ${limit.toString()}`]),
    ],
  };
  return {
    holderId: account.holderId,
    subject: { kind: 'account', id: number },
    summary: {
      zh: `账户 ${number} 的划转设置：${changes.zh.join('，')}`,
      en: `Transfer settings of account ${number}: ${changes.en.join(', ')}`,
    },
  };
}

/** Counts for what is approved from now on; orders that wait keep their time. */
export async function approveSettings(
  tx: Transaction,
  task: Task,
  { account, profile, limit }: ProposedSettings,
  { approver, now }: { readonly approver: string; readonly now: Date },
): Promise<TransferSettings> {
  const before = await lockSettings(tx, account);
  return change(tx, account, task.holderId, before, {
    profile: profile ?? before.profile,
    ownLimit: limit ?? before.ownLimit,
    changedAt: now,
    changedBy: task.initiator.id,
    approver,
  });
}

/**
 * Sets a lower limit at once: caution needs no second pair of eyes (SEC-007).
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, TRANSFER_LIMIT_NOT_LOWER
 */
export async function lowerLimit(
  tx: Transaction,
  number: string,
  limit: bigint,
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): Promise<TransferSettings> {
  const account = await accountInReach(tx, number, caller.reach);
  requireHolderMayAct(account, caller);
  const before = await lockSettings(tx, number);
  const current = before.ownLimit ?? safetyRules(now).outsideListLimit.value;
  if (limit >= current) throw ownLimitNotLower(current.toString());
  return change(tx, number, account.holderId, before, {
    profile: before.profile,
    ownLimit: limit,
    changedAt: now,
    changedBy: caller.id,
    approver: null,
  });
}

/** @throws Refusal LEDGER_ACCOUNT_UNKNOWN */
export async function settingsInReach(
  tx: Transaction,
  number: string,
  caller: Caller,
): Promise<TransferSettings> {
  const account = await accountInReach(tx, number, caller.reach);
  return readSettings(tx, account.number);
}

async function change(
  tx: Transaction,
  account: string,
  holderId: string | null,
  before: TransferSettings,
  next: Omit<TransferSettings, 'version'> & { readonly changedAt: Date; readonly changedBy: string },
): Promise<TransferSettings> {
  const settings = { ...next, version: before.version + 1 };
  await addSettings(tx, account, settings);
  await recordAudit(
    tx,
    {
      action: 'transfer-settings.changed',
      subject: { kind: 'account', id: account },
      ...(holderId === null ? {} : { holderId }),
      before: shown(before),
      after: shown(settings),
      ...(next.approver === null ? {} : { approver: next.approver }),
    },
    next.changedAt,
  );
  return settings;
}

const shown = ({ profile, ownLimit }: Pick<TransferSettings, 'profile' | 'ownLimit'>) => ({
  profile,
  ownLimit: ownLimit?.toString() ?? null,
});
