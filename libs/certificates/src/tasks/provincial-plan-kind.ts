import type { TaskKind } from '@carbon/approvals';
import { accountInReach } from '@carbon/ledger';
import { ProvincialPlanBody, shareOutOf } from '../http/provincial-plan-bodies';
import type { Desk } from '../use-cases/desk';
import { chooseShares, shareOut } from '../use-cases/share-out';

/** The registry carries a province's plan out (GEC-011): its maker proposes, its checker approves. */
export function provincialPlanKind(desk: Desk): TaskKind<ProvincialPlanBody> {
  return {
    kind: 'provincial-plan',
    title: { zh: '按省级方案分配绿证', en: 'Share certificates of a province out by its plan' },
    payload: ProvincialPlanBody,
    propose: 'transfers.propose',
    approve: 'transfers.approve',
    async prepare(tx, { payload, caller }) {
      const { holderId, number } = await accountInReach(tx, payload.from, caller.reach);
      const shares = await chooseShares(tx, desk, shareOutOf(payload, caller.id));
      const quantity = shares.flatMap(({ lots }) => lots).reduce((sum, lot) => sum + lot.quantity, 0n);
      const users = new Set(shares.map(({ to }) => to)).size;
      return {
        holderId,
        subject: { kind: 'account', id: number },
        quantity,
        summary: {
          zh: `按《${payload.title}》从省级账户 ${number} 向 ${users} 个账户分配绿证 ${quantity.toString()} 张`,
          en: `Share ${quantity.toString()} certificates of ${number} out to ${users} accounts by “${payload.title}”`,
        },
      };
    },
    async execute(tx, { payload, initiator }, { approver }) {
      const command = { ...shareOutOf(payload, initiator.id), approver: approver.id };
      const { transactionId, quantity } = await shareOut(tx, desk, command);
      return { transaction: transactionId.toString(), quantity: quantity.toString() };
    },
  };
}
