import type { TaskKind } from '@carbon/approvals';
import { obligorOf } from '../persistence/obligations';
import type { SurrenderDesk } from '../use-cases/desk';
import { reversibleSurrender, reverseSurrender } from '../use-cases/reverse-surrender';
import { SurrenderReversalPayload } from './payloads';

/** REG-009: whoever may surrender asks for it, the reviewer of surrenders decides; once, within the window. */
export function surrenderReversalKind(desk: SurrenderDesk): TaskKind<SurrenderReversalPayload> {
  return {
    kind: 'surrender-reversal',
    title: { zh: '撤销清缴', en: 'Reversal of a surrender' },
    payload: SurrenderReversalPayload,
    propose: 'compliance.propose',
    approve: 'compliance.review',

    async prepare(tx, { payload: { surrender: id, reason }, caller }) {
      const { market, year, payerId, account, allowancesT, creditsT } = await reversibleSurrender(
        tx,
        id,
        caller,
      );
      const quantity = allowancesT + creditsT;
      return {
        holderId: await obligorOf(tx, payerId),
        subject: { kind: 'surrender', id },
        quantity,
        summary: {
          zh: `撤销 ${market} ${year} 年度清缴 ${id}：${quantity.toString()} 吨退回 ${account}，事由：${reason}`,
          en: `Reverse the surrender ${id} for ${market} ${year}: ${quantity.toString()} t go back to ${account}, because: ${reason}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { surrender: id, reason } = task.payload;
      const transaction = await reverseSurrender(tx, desk, task, { id, reason }, approval);
      return { surrender: id, transaction: transaction.toString() };
    },
  };
}
