import { auditTask, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { getHolder, type Holder, holderNotActive, unknownHolder } from '@carbon/identity';
import { addDays, type ChinaDate, chinaDate, parseChinaDate } from '@carbon/kernel';
import { accountInReach, readAccount } from '@carbon/ledger';
import type { Rulebook } from '@carbon/rulebook';
import { consentRules } from '../domain/consent-rules';
import { accountsOfTwoHolders, consentTooLong, consentUnknown, notABank } from '../domain/refusals';
import { lockConsent } from '../persistence/read-consents';
import { insertConsent, noteEnded, noteGranted } from '../persistence/write-consents';
import { AccountConsentPayload } from './payload';

/** S33: two people of a holder let a bank look at accounts of it. Nothing moves, and nothing is promised. */
export const accountConsentKind = (rulebook: Rulebook): TaskKind<AccountConsentPayload> => ({
  kind: 'account-consent',
  title: { zh: '同意银行查询账户', en: 'Consent to a bank’s look at accounts' },
  payload: AccountConsentPayload,
  propose: 'account-consents.propose',
  approve: 'account-consents.approve',

  async prepare(tx, { taskId, payload, caller, now }) {
    const { accounts, purpose } = payload;
    const bank = await bankNamed(tx, payload.bank);
    const holderIds: string[] = [];
    for (const number of accounts) {
      const account = await accountInReach(tx, number, caller.reach);
      requireHolderMayAct(account, caller);
      if (holderIds.length > 0 && !holderIds.includes(account.holderId)) throw accountsOfTwoHolders(number);
      holderIds.push(account.holderId);
    }
    const [holderId = ''] = holderIds;
    const rules = consentRules(chinaDate(now), await rulebook.packs(tx));
    const until = parseChinaDate(payload.until, 'payload.until');
    requireWithin(until, rules.longestDays, now);
    const rulePack = `${rules.reference.id}@${rules.reference.version}`;
    await insertConsent(
      tx,
      { id: taskId, holderId, bankId: bank.id, accounts, purpose, until, rulePack, proposedAt: now },
      caller.id,
    );
    const entry = {
      action: 'account-consent.proposed',
      subject: { kind: 'account-consent', id: taskId },
      holderId,
      after: { bank: bank.code, accounts, until },
    };
    await recordAudit(tx, entry, now);
    return {
      holderId,
      subject: { kind: 'account-consent', id: taskId },
      summary: {
        zh: `同意 ${bank.nameZh} 查询账户 ${accounts.join('、')} 的余额、流水和质押至 ${until}：${purpose}`,
        en: `Let ${bank.nameEn} see balances, movements and pledges of ${accounts.join(', ')} until ${until}: ${purpose}`,
      },
    };
  },

  async execute(tx, task, { approver, now }) {
    const consent = await lockConsent(tx, task.id);
    if (consent === undefined) throw consentUnknown(task.id);
    const { id, holderId, bankId, accounts, until } = consent;
    const bank = await bankNamed(tx, bankId);
    if (until < chinaDate(now)) throw consentTooLong(until, 0);
    for (const number of accounts) {
      const account = await readAccount(tx, number);
      if (account?.holderId !== holderId) throw accountsOfTwoHolders(number);
    }
    await noteGranted(tx, id, approver.id, now);
    for (const one of [holderId, bankId]) {
      const entry = {
        action: 'account-consent.granted',
        subject: { kind: 'account-consent', id },
        holderId: one,
        after: { bank: bank.code, accounts, until },
      };
      await auditTask(tx, task, approver, entry, now);
    }
    return { consent: id };
  },

  async abandon(tx, task, { how, now, by }) {
    const consent = await lockConsent(tx, task.id);
    if (consent?.state !== 'proposed') return;
    await noteEnded(tx, task.id, { state: 'abandoned', by, because: how, now });
    const entry = {
      action: 'account-consent.abandoned',
      subject: { kind: 'account-consent', id: task.id },
      holderId: consent.holderId,
      after: { state: 'abandoned' },
      reason: how,
    };
    await recordAudit(tx, entry, now, { actor: by });
  },
});

/** @throws Refusal HOLDER_UNKNOWN, HOLDER_NOT_ACTIVE, ACCOUNT_CONSENT_NOT_A_BANK */
async function bankNamed(tx: Transaction, name: string): Promise<Holder> {
  const bank = await getHolder(tx.manager, name);
  if (bank.kind === 'resident') throw unknownHolder(name);
  if (bank.kind !== 'bank') throw notABank(bank.code);
  if (bank.state !== 'active') throw holderNotActive(bank.code, bank.state);
  return bank;
}

function requireWithin(until: ChinaDate, days: number, now: Date): void {
  const today = chinaDate(now);
  if (until < today || until >= addDays(today, days)) throw consentTooLong(until, days);
}
