import type { TaskKind } from '@carbon/approvals';
import { reaches } from '@carbon/http';
import { parseChinaDate } from '@carbon/kernel';
import { penaltyUnknown } from '../domain/refusals';
import { PenaltySettlementPayload } from '../http/payloads';
import { openDecision, settlePenalty } from '../use-cases/settle';

/** What became of a decision: paid, corrected, or revoked. */
export const penaltySettlementKind: TaskKind<PenaltySettlementPayload> = {
  kind: 'penalty-settlement',
  title: { zh: '处罚决定执行情况', en: 'What became of a decision' },
  payload: PenaltySettlementPayload,
  propose: 'penalties.propose',
  approve: 'penalties.approve',
  async prepare(tx, { payload: { decision: id, what, on, note }, caller }) {
    const decision = await openDecision(tx, id, what);
    if (!reaches(caller.reach, decision.holderId)) throw penaltyUnknown(id);
    const words = { paid: '已缴款', corrected: '已改正', revoked: '撤销' }[what];
    return {
      holderId: decision.holderId,
      subject: { kind: 'penalty-decision', id },
      summary: { zh: `${words}（${on}）：${note}`, en: `${what} on ${on}: ${note}` },
    };
  },
  async execute(tx, { payload, initiator, documentHash }, { approver, now }) {
    const { decision, what, note } = payload;
    const event = { what, note, on: parseChinaDate(payload.on, 'on') };
    await settlePenalty(tx, decision, event, {
      ...{ documentHash, now, actor: initiator.id, approver: approver.id },
    });
    return { decision, what };
  },
};
