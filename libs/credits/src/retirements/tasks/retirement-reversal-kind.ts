import type { TaskKind } from '@carbon/approvals';
import { RetirementReversalPayload } from '../http/payloads';
import type { RetirementDesk } from '../use-cases/desk';
import { reverseRetirement, reversibleRetirement } from '../use-cases/reverse-retirement';

/** REG-009: the registry undoes a retirement within its window, once. */
export function retirementReversalKind(desk: RetirementDesk): TaskKind<RetirementReversalPayload> {
  return {
    kind: 'retirement-reversal',
    title: { zh: '撤销碳信用注销', en: 'Reversal of a retirement' },
    payload: RetirementReversalPayload,
    propose: 'credit-acts.propose',
    approve: 'credit-acts.approve',
    async prepare(tx, { payload: { receiptNumber, noteZh, noteEn } }) {
      const { quantity, accountNumber } = await reversibleRetirement(tx, receiptNumber);
      return {
        holderId: null,
        subject: { kind: 'retirement', id: receiptNumber },
        quantity,
        summary: {
          zh: `撤销注销 ${receiptNumber}：${quantity.toString()} 个单位退回 ${accountNumber}，公开说明：${noteZh}`,
          en: `Reverse ${receiptNumber}: ${quantity.toString()} units go back to ${accountNumber}; public note: ${noteEn}`,
        },
      };
    },
    async execute(tx, { payload, initiator }, { approver, now }) {
      const { receiptNumber, noteZh, noteEn } = payload;
      const asked = { receiptNumber, noteZh, noteEn, actor: initiator.id, approver: approver.id, now };
      const transaction = await reverseRetirement(tx, desk, asked);
      return { receiptNumber, transaction: transaction.toString() };
    },
  };
}
