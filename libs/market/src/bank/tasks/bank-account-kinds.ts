import { auditTask, type TaskKind } from '@carbon/approvals';
import { holderInReach } from '@carbon/identity';
import { comparableNumber, maskedNumber } from '../domain/account-name';
import { bankAccountTaken, bankAccountUnknown, personsHaveNone } from '../domain/refusals';
import {
  activeByNumber,
  endBankAccounts,
  findBankAccount,
  insertBankAccount,
} from '../persistence/holder-bank-accounts';
import { BankAccountRegistrationPayload, BankAccountRemovalPayload } from './payloads';

/** A holder names a bank account of its own; whoever runs registry or market has looked at the bank's word for it. */
export function bankAccountRegistrationKind(): TaskKind<BankAccountRegistrationPayload> {
  return {
    kind: 'bank-account-registration',
    title: { zh: '登记银行账户', en: 'Registration of a bank account' },
    payload: BankAccountRegistrationPayload,
    propose: 'trading-accounts.propose',
    approve: 'trading-accounts.approve',

    async prepare(tx, { taskId, payload, caller }) {
      const holder = await holderInReach(tx.manager, payload.holder, caller.reach);
      if (holder.kind === 'resident') throw personsHaveNone();
      const number = comparableNumber(payload.number);
      if ((await activeByNumber(tx, [number])).size > 0) throw bankAccountTaken();
      const { name, bank } = payload;
      return {
        holderId: holder.id,
        subject: { kind: 'bank-account', id: taskId },
        payload: Object.assign(new BankAccountRegistrationPayload(), payload, { number }),
        summary: {
          zh: `登记 ${holder.code}（${holder.nameZh}）的银行账户：${name}，${bank} ${number}`,
          en: `Register a bank account of ${holder.code}: ${name}, ${number} at ${bank}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { holder: code, name, number, bank } = task.payload;
      const { id: holderId } = await holderInReach(tx.manager, code, approver.reach);
      const account = { id: task.id, holderId, name, number, bank };
      await insertBankAccount(tx, account, { actor: task.initiator.id, approver: approver.id, now });
      const entry = {
        action: 'bank-account.registered',
        subject: { kind: 'bank-account', id: task.id },
        holderId,
        after: { number: maskedNumber(number), bank },
      };
      await auditTask(tx, task, approver, entry, now);
      return { bankAccount: task.id };
    },
  };
}

/** Ends a registration: nothing is paid to it any more, and what it remits waits for people. */
export function bankAccountRemovalKind(): TaskKind<BankAccountRemovalPayload> {
  return {
    kind: 'bank-account-removal',
    title: { zh: '注销银行账户登记', en: 'Removal of a bank account' },
    payload: BankAccountRemovalPayload,
    propose: 'trading-accounts.propose',
    approve: 'trading-accounts.approve',

    async prepare(tx, { payload, caller }) {
      const account = await findBankAccount(tx, payload.bankAccount, caller.reach);
      if (account === undefined) throw bankAccountUnknown(payload.bankAccount);
      const masked = maskedNumber(account.number);
      return {
        holderId: account.holderId,
        subject: { kind: 'bank-account', id: account.id },
        summary: {
          zh: `注销 ${account.holderCode} 的银行账户 ${masked}`,
          en: `Remove the bank account ${masked} of ${account.holderCode}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { bankAccount: id, reason } = task.payload;
      const account = await findBankAccount(tx, id, approver.reach);
      if (account === undefined) throw bankAccountUnknown(id);
      await endBankAccounts(tx, { id }, { because: reason, now });
      const entry = {
        action: 'bank-account.removed',
        subject: { kind: 'bank-account', id },
        holderId: account.holderId,
        reason,
      };
      await auditTask(tx, task, approver, entry, now);
      return { bankAccount: id };
    },
  };
}
