import type { TaskKind } from '@carbon/approvals';
import { describeLots } from '../../holdings/index';
import { lotsOf, sentLot } from '../../pending-units/index';
import { AllowanceCarryOverPayload } from '../http/payloads';
import { applyForCarryOver } from '../use-cases/apply';
import { convertApplication, endCarryOver } from '../use-cases/convert';
import type { CarryOverDesk } from '../use-cases/desk';

/** CAR-001 to CAR-007: a holder's maker applies, the registry or the province reviews, and the units are converted. */
export function allowanceCarryOverKind(desk: CarryOverDesk): TaskKind<AllowanceCarryOverPayload> {
  return {
    kind: 'allowance-carry-over',
    title: { zh: '配额结转申请', en: 'Carry allowances over' },
    payload: AllowanceCarryOverPayload,
    propose: 'allowances.propose',
    approve: 'compliance.review',
    async prepare(tx, { taskId: id, payload, caller, now }) {
      const { market, account } = payload;
      const asked = { id, market, account, lots: lotsOf(payload.lots), now };
      const one = await applyForCarryOver(tx, desk, asked, caller);
      const what = describeLots(one.lots);
      const round = one.round === null ? { zh: '补充申请', en: 'late' } : roundName(one.round);
      return {
        holderId: one.holderId,
        subject: { kind: 'carry-over-application', id },
        quantity: one.quantity,
        summary: {
          zh: `${account} 申请将 ${what} 等量结转为 ${one.into}（${round.zh}）`,
          en: `Carry ${what} of ${account} over into as much ${one.into} (${round.en})`,
        },
        payload: { market, account, lots: one.lots.map(sentLot) },
      };
    },
    async execute(tx, { id, initiator }, { approver, now }) {
      const act = { id, actor: initiator.id, approver: approver.id, now };
      const { quantity, into, transactionId } = await convertApplication(tx, desk, act);
      return { into, quantity: quantity.toString(), transaction: String(transactionId) };
    },
    abandon: (tx, { id }, { by, how, now }) => endCarryOver(tx, desk, { id, by, how, now }),
  };
}

const roundName = (round: number) => ({ zh: `第 ${round} 批`, en: `round ${round}` });
