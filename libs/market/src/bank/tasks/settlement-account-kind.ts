import { auditTask, type TaskKind } from '@carbon/approvals';
import { sqlState } from '@carbon/database';
import { EVERYTHING } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { comparableNumber } from '../domain/account-name';
import { notABank, settlementAccountTaken } from '../domain/refusals';
import { findSettlementAccount } from '../persistence/settlement-accounts';
import { SettlementAccountOpeningPayload } from './payloads';

const UNIQUE_VIOLATION = '23505';

/** TRD-016: enters an account at a settlement bank in which everybody's money lies. */
export function settlementAccountKind(): TaskKind<SettlementAccountOpeningPayload> {
  return {
    kind: 'settlement-account-opening',
    title: { zh: '登记结算账户', en: 'Entry of a settlement account' },
    payload: SettlementAccountOpeningPayload,
    propose: 'cash.propose',
    approve: 'cash.approve',

    async prepare(tx, { taskId, payload, caller }) {
      const bank = await holderInReach(tx.manager, payload.bank, caller.reach);
      if (bank.kind !== 'bank') throw notABank(bank.code);
      const number = comparableNumber(payload.number);
      if ((await findSettlementAccount(tx, number, EVERYTHING)) !== undefined)
        throw settlementAccountTaken(number);
      const demo = payload.adapter === 'demo';
      return {
        holderId: null,
        subject: { kind: 'settlement-account', id: taskId },
        payload: Object.assign(new SettlementAccountOpeningPayload(), payload, { number }),
        summary: {
          zh: `登记 ${bank.code} 的结算账户 ${number}${demo ? '（演示银行，数据均为虚构）' : ''}`,
          en: `Enter the settlement account ${number} at ${bank.code}${demo ? ' (made-up bank of a demonstration)' : ''}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { bank: code, number, adapter } = task.payload;
      const bank = await holderInReach(tx.manager, code, approver.reach);
      if (bank.kind !== 'bank') throw notABank(bank.code);
      try {
        await tx.query(
          `insert into market.settlement_account (number, bank_id, adapter, opened_by, approved_by, opened_at)
           values ($1, $2, $3, $4, $5, $6)`,
          [number, bank.id, adapter, task.initiator.id, approver.id, now],
        );
      } catch (error) {
        if (sqlState(error) === UNIQUE_VIOLATION) throw settlementAccountTaken(number);
        throw error;
      }
      const entry = {
        action: 'settlement-account.opened',
        subject: { kind: 'settlement-account', id: task.id },
        after: { bank: code, number, adapter },
      };
      await auditTask(tx, task, approver, entry, now);
      return { account: number };
    },
  };
}
