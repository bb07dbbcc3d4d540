import { auditTask, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { accountInReach, type Ledger } from '@carbon/ledger';
import { causeOf } from '../../cause-of-task';
import { submitOne } from '../../submit-one';
import { asBooked } from '../domain/bank-reference';
import { CNY } from '../domain/cny';
import { insertMovement, noteAbandoned, noteBooked } from '../persistence/cash-movements';
import { fundsAccountOf } from '../use-cases/funds-account';
import { CashWithdrawalPayload } from './payloads';

/** Where money waits while its payment is proposed: an application that is pending (ETS-009). */
const PENDING = 'pending';

/** Pays money out: it is set apart when it is proposed and ends on the ledger when the second person agrees. */
export function withdrawalKind(ledger: Ledger): TaskKind<CashWithdrawalPayload> {
  return {
    kind: 'cash-withdrawal',
    title: { zh: '出金', en: 'Cash withdrawal' },
    payload: CashWithdrawalPayload,
    propose: 'cash.propose',
    approve: 'cash.approve',

    async prepare(tx, { taskId, payload, caller, now }) {
      const bankReference = asBooked(payload.bankReference);
      const { number: account, holderId } = await accountInReach(tx, payload.account, caller.reach);
      await fundsAccountOf(tx, holderId, { named: account, now });
      const amountFen = BigInt(payload.amountFen);
      const movement = { id: taskId, direction: 'withdrawal', account, amountFen, bankReference } as const;
      await insertMovement(tx, movement, caller.id, now);
      await submitOne(tx, ledger, {
        ...{ kind: 'freeze', account, instrument: CNY, quantity: amountFen, part: PENDING },
        cause: { actor: caller.id, reference: bankReference },
      });
      const entry = {
        action: 'cash.withdrawal-proposed',
        subject: { kind: 'cash-movement', id: taskId },
        holderId,
        after: { account, amountFen: payload.amountFen, bankReference },
      };
      await recordAudit(tx, entry, now);
      return {
        holderId: null,
        subject: { kind: 'cash-movement', id: taskId },
        quantity: amountFen,
        payload: Object.assign(new CashWithdrawalPayload(), payload, { bankReference }),
        summary: {
          zh: `从账户 ${account} 出金 ${payload.amountFen} 分，银行流水号 ${bankReference}`,
          en: `Pay ${payload.amountFen} fen out of ${account} on the bank's reference ${bankReference}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { account, amountFen, bankReference } = task.payload;
      const { holderId } = await accountInReach(tx, account, approver.reach);
      const transactionId = await submitOne(tx, ledger, {
        kind: 'cancel',
        from: account,
        fromPart: PENDING,
        instrument: CNY,
        quantity: BigInt(amountFen),
        cause: { ...causeOf(task, approver), reference: bankReference },
      });
      await noteBooked(tx, task.id, { approver: approver.id, transactionId, now });
      const entry = {
        action: 'cash.withdrawn',
        subject: { kind: 'cash-movement', id: task.id },
        holderId,
        after: { account, amountFen, bankReference },
      };
      await auditTask(tx, task, approver, entry, now);
      return { account, amountFen, transaction: transactionId.toString() };
    },

    async abandon(tx, task, { how, now, by }) {
      const { account, amountFen, bankReference } = task.payload;
      await submitOne(tx, ledger, {
        ...{ kind: 'release', account, instrument: CNY, quantity: BigInt(amountFen), part: PENDING },
        cause: { actor: by, reference: bankReference, reason: how },
      });
      await noteAbandoned(tx, task.id, now);
      const entry = {
        action: 'cash.withdrawal-abandoned',
        subject: { kind: 'cash-movement', id: task.id },
        after: { state: how },
      };
      await recordAudit(tx, entry, now, { actor: by });
    },
  };
}
