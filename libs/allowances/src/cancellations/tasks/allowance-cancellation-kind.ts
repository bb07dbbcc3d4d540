import type { Task, TaskKind } from '@carbon/approvals';
import { giveLotsBack } from '../../holdings/index';
import { type LotApart, lotsOf, sentLot, totalOf } from '../../pending-units/index';
import { AllowanceCancellationPayload } from '../http/payloads';
import { cancelAllowances } from '../use-cases/cancel-allowances';
import type { CancellationDesk } from '../use-cases/desk';
import { proposeCancellation } from '../use-cases/propose-cancellation';

/** ETS-012: a holder's maker proposes, its checker approves; in between the units wait in the pending part. */
export function allowanceCancellationKind(desk: CancellationDesk): TaskKind<AllowanceCancellationPayload> {
  return {
    kind: 'allowance-cancellation',
    title: { zh: '配额自愿注销', en: 'Cancel allowances voluntarily' },
    payload: AllowanceCancellationPayload,
    propose: 'allowances.propose',
    approve: 'allowances.approve',
    async prepare(tx, { taskId, payload, caller }) {
      const { account, remark } = payload;
      const proposed = { taskId, account, lots: lotsOf(payload.lots) };
      const { holder, lots } = await proposeCancellation(tx, desk, proposed, caller);
      const quantity = totalOf(lots);
      const what = lots.map((lot) => `${lot.instrument} ${lot.quantity.toString()} t`).join(', ');
      return {
        holderId: holder.id,
        subject: { kind: 'account', id: account },
        quantity,
        summary: {
          zh: `${holder.nameZh}自愿注销 ${account} 内的 ${what}，注销后不可恢复并予公示：${remark}`,
          en: `${holder.nameEn} cancels ${what} in ${account} for good, in public: ${remark}`,
        },
        payload: { account, remark, lots: lots.map(sentLot) },
      };
    },
    async execute(tx, task, { approver, now }) {
      const { account, remark } = task.payload;
      const act = { account, remark, lots: lotsApart(task), actor: task.initiator.id, approver: approver.id };
      const { receiptNumber, quantity, transactionId } = await cancelAllowances(tx, desk, { ...act, now });
      return { receiptNumber, quantity: quantity.toString(), transaction: transactionId.toString() };
    },
    async abandon(tx, task, { by, how }) {
      const reference = `allowance-cancellation:${task.id}`;
      await giveLotsBack(tx, desk.ledger, {
        account: task.payload.account,
        lots: lotsApart(task),
        cause: { actor: by, reference, reason: how },
      });
    },
  };
}

/** The proposal was completed with the serials that wait. */
function lotsApart({ payload }: Task<AllowanceCancellationPayload>): LotApart[] {
  return lotsOf(payload.lots).map((lot) => ({ ...lot, serials: lot.serials ?? [] }));
}
