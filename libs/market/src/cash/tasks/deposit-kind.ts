import { auditTask, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { holderInReach } from '@carbon/identity';
import type { Ledger } from '@carbon/ledger';
import { claimEntry, entryByHand } from '../../bank/use-cases/entry-by-hand';
import { causeOf } from '../../cause-of-task';
import { submitOne } from '../../submit-one';
import { asBooked } from '../domain/bank-reference';
import { CNY } from '../domain/cny';
import { insertMovement, noteAbandoned, noteBooked } from '../persistence/cash-movements';
import { fundsAccountOf } from '../use-cases/funds-account';
import { CashDepositPayload } from './payloads';

/** The event of money coming in, which happens once (INV-04), whoever enters it. */
export const depositSourceKey = (bankReference: string): string => `bank:${bankReference}`;

/** Enters money that arrived at the bank: it comes to life on the ledger, once a reference of the bank. */
export function depositKind(ledger: Ledger): TaskKind<CashDepositPayload> {
  return {
    kind: 'cash-deposit',
    title: { zh: '入金', en: 'Cash deposit' },
    payload: CashDepositPayload,
    propose: 'cash.propose',
    approve: 'cash.approve',

    async prepare(tx, { taskId, payload, caller, now }) {
      const bankReference = asBooked(payload.bankReference);
      const holder = await holderInReach(tx.manager, payload.holder, caller.reach);
      const account = await fundsAccountOf(tx, holder.id, { named: payload.account, now });
      const amountFen = BigInt(payload.amountFen);
      const movement = { id: taskId, direction: 'deposit', account, amountFen, bankReference } as const;
      await entryByHand(tx, movement);
      await insertMovement(tx, movement, caller.id, now);
      const entry = {
        action: 'cash.deposit-proposed',
        subject: { kind: 'cash-movement', id: taskId },
        holderId: holder.id,
        after: { account, amountFen: payload.amountFen, bankReference },
      };
      await recordAudit(tx, entry, now);
      return {
        // the registry's own matter until it is booked
        holderId: null,
        subject: { kind: 'cash-movement', id: taskId },
        quantity: amountFen,
        payload: Object.assign(new CashDepositPayload(), payload, { account, bankReference }),
        summary: {
          zh: `为 ${holder.code}（${holder.nameZh}）账户 ${account} 入金 ${payload.amountFen} 分，银行流水号 ${bankReference}`,
          en: `Deposit ${payload.amountFen} fen to ${account} of ${holder.code} on the bank's reference ${bankReference}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { holder: code, account = '', amountFen, bankReference } = task.payload;
      const holder = await holderInReach(tx.manager, code, approver.reach);
      await fundsAccountOf(tx, holder.id, { named: account, now });
      const movement = { id: task.id, direction: 'deposit', account, bankReference } as const;
      await claimEntry(tx, { ...movement, amountFen: BigInt(amountFen) }, now);
      const transactionId = await submitOne(tx, ledger, {
        kind: 'issue',
        instrument: CNY,
        quantity: BigInt(amountFen),
        to: account,
        sourceKey: depositSourceKey(bankReference),
        cause: { ...causeOf(task, approver), reference: bankReference },
      });
      await noteBooked(tx, task.id, { approver: approver.id, transactionId, now });
      const entry = {
        action: 'cash.deposited',
        subject: { kind: 'cash-movement', id: task.id },
        holderId: holder.id,
        after: { account, amountFen, bankReference },
      };
      await auditTask(tx, task, approver, entry, now);
      return { account, amountFen, transaction: transactionId.toString() };
    },

    async abandon(tx, task, { how, now, by }) {
      await noteAbandoned(tx, task.id, now);
      const entry = {
        action: 'cash.deposit-abandoned',
        subject: { kind: 'cash-movement', id: task.id },
        after: { state: how },
      };
      await recordAudit(tx, entry, now, { actor: by });
    },
  };
}
