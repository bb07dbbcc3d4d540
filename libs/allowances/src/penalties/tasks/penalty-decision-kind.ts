import type { TaskKind } from '@carbon/approvals';
import { findHolder, holderInReach } from '@carbon/identity';
import { PenaltyDecisionPayload, penaltyOf } from '../http/payloads';
import { decidePenalty, judgePenalty } from '../use-cases/decide';
import type { PenaltyDesk } from '../use-cases/desk';

/** PEN-001 to PEN-008: one person of an authority proposes a decision, another makes it. */
export function penaltyDecisionKind(desk: PenaltyDesk): TaskKind<PenaltyDecisionPayload> {
  return {
    kind: 'penalty-decision',
    title: { zh: '处罚决定', en: 'Decide on a breach' },
    payload: PenaltyDecisionPayload,
    propose: 'penalties.propose',
    approve: 'penalties.approve',
    async prepare(tx, { payload, caller, now }) {
      const holder = await holderInReach(tx.manager, payload.holder, caller.reach);
      const proposed = penaltyOf(payload, holder.id);
      await judgePenalty(tx, desk, proposed, now);
      const { fineFen, deductionT } = proposed.chosen;
      const [fine, deduction] = [fineFen.toString(), deductionT.toString()];
      return {
        holderId: holder.id,
        subject: { kind: 'holder', id: holder.id },
        summary: {
          zh: `对${holder.nameZh}按 ${payload.rule}（${payload.year}）罚款 ${fine} 分，核减配额 ${deduction} 吨`,
          en: `Fine ${holder.nameEn} ${fine} fen by ${payload.rule} (${payload.year}), ${deduction} t off its allocation`,
        },
        // an id stays what a code could be taken for
        payload: Object.assign(new PenaltyDecisionPayload(), payload, { holder: holder.id }),
      };
    },
    async execute(tx, { id, payload, initiator, documentHash }, { approver, now }) {
      const holder = await findHolder(tx.manager, payload.holder);
      if (holder === undefined) throw new Error(`no holder ${payload.holder}`);
      const act = { id, documentHash, actor: initiator.id, approver: approver.id, now };
      const { fineFen } = await decidePenalty(tx, desk, penaltyOf(payload, holder.id), act);
      return { decision: id, fineFen: fineFen.toString() };
    },
  };
}
