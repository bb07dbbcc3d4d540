import type { TaskKind } from '@carbon/approvals';
import { requireHolderMayAct } from '@carbon/custody';
import { parseQuantity } from '@carbon/kernel';
import { accountInReach, readAccount } from '@carbon/ledger';
import { requireOwnPeople, requireRegistrySide } from '../../holdings/index';
import { AllowanceBorrowingPayload } from '../http/payloads';
import { grantBorrowing, requireMayBorrow } from '../use-cases/borrow';
import type { BorrowingDesk } from '../use-cases/desk';

/** BOR-001: a holder's maker applies, the province or the registry reviews. */
export function allowanceBorrowingKind(desk: BorrowingDesk): TaskKind<AllowanceBorrowingPayload> {
  return {
    kind: 'allowance-borrowing',
    title: { zh: '配额预支申请', en: 'Borrow allowances of a later year' },
    payload: AllowanceBorrowingPayload,
    propose: 'allowances.propose',
    approve: 'compliance.review',
    async prepare(tx, { payload, caller, now }) {
      const { market, year, ground } = payload;
      const account = await accountInReach(tx, payload.account, caller.reach);
      requireOwnPeople(account, caller);
      requireHolderMayAct(account, caller);
      requireRegistrySide(account);
      const { holderId, number } = account;
      const quantity = parseQuantity(payload.quantity, 'quantity');
      const asked = { market, year, holderId, quantity, now };
      const { judgement, instrument } = await requireMayBorrow(tx, desk, asked);
      const { gapPercent } = judgement;
      const units = quantity.toString();
      return {
        holderId,
        subject: { kind: 'account', id: number },
        quantity,
        summary: {
          zh: `为 ${year} 年度履约预支 ${instrument} ${units} 吨（缺口率 ${gapPercent}%）：${ground}`,
          en: `Borrow ${units} t of ${instrument} for the obligation of ${year} (gap ${gapPercent} %): ${ground}`,
        },
      };
    },
    async execute(tx, { id, payload, initiator }, { approver, now }) {
      const { market, year, ground, account } = payload;
      const holderId = (await readAccount(tx, account))?.holderId;
      if (holderId === undefined) throw new Error(`no account ${account}`);
      const quantity = parseQuantity(payload.quantity, 'quantity');
      const { instrument, transactionId } = await grantBorrowing(tx, desk, {
        ...{ id, market, year, holderId, quantity, account, ground, now },
        ...{ actor: initiator.id, approver: approver.id },
      });
      return { instrument, quantity: payload.quantity, transaction: transactionId.toString() };
    },
  };
}
