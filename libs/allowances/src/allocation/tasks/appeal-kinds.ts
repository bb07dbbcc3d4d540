import type { TaskKind } from '@carbon/approvals';
import type { Caller } from '@carbon/http';
import { type AllocationDesk, actingOfTask } from '../desk';
import { roundUnknown } from '../domain/refusals';
import {
  appealableLine,
  decideAppeal,
  requireFitting,
  submitAppeal,
  undecidedAppeal,
} from '../use-cases/appeal';
import { provinceOfAuthority } from './authority';
import { AllocationAppealPayload, AppealDecisionPayload } from './payloads';

/** An enterprise objects to its line (ETS-013): its maker writes and files documents, its checker submits. */
export function allocationAppealKind(desk: AllocationDesk): TaskKind<AllocationAppealPayload> {
  return {
    kind: 'allocation-appeal',
    title: { zh: '对配额分配提出异议', en: 'Appeal against an allocation' },
    payload: AllocationAppealPayload,
    propose: 'allowances.propose',
    approve: 'allowances.approve',
    async prepare(tx, { payload, caller, now }) {
      const holderId = ownHolder(caller, payload.round);
      const { round, line } = await appealableLine(tx, { round: payload.round, holderId }, caller.reach, now);
      const amount = line.amountT.toString();
      return {
        holderId,
        subject: { kind: 'allocation-round', id: round.number },
        summary: {
          zh: `对 ${round.number} 的配额 ${amount} 吨提出异议：${payload.grounds}`,
          en: `Appeal against ${amount} t of ${round.number}: ${payload.grounds}`,
        },
      };
    },
    async execute(tx, task, { approver }) {
      const { round, grounds, wantedT } = task.payload;
      const holderId = task.holderId ?? ownHolder(approver, round);
      return submitAppeal(
        tx,
        desk,
        {
          ...{ round, holderId, grounds, documentHash: task.documentHash },
          wantedT: wantedT === undefined ? null : BigInt(wantedT),
        },
        { ...actingOfTask(task, approver), approver: approver.id },
        approver.reach,
      );
    },
  };
}

/** Enterprises appeal for themselves. @throws Refusal ALLOCATION_ROUND_UNKNOWN */
function ownHolder({ holder }: Caller, round: string): string {
  if (holder === undefined) throw roundUnknown(round);
  return holder.id;
}

/** The authority decides on an appeal; inputs that it sets otherwise make a new version of the line. */
export function appealDecisionKind(desk: AllocationDesk): TaskKind<AppealDecisionPayload> {
  return {
    kind: 'allocation-appeal-decision',
    title: { zh: '处理配额分配异议', en: 'Decide on an appeal against an allocation' },
    payload: AppealDecisionPayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    async prepare(tx, { payload, caller }) {
      await provinceOfAuthority(tx, caller);
      const { outcome, reason, adjustments = [] } = payload;
      requireFitting(outcome, adjustments);
      const appeal = await undecidedAppeal(tx, payload.appeal, caller.reach);
      const list = adjustments.map(({ unit, field, value }) => `${unit} ${field} = ${value}`).join('; ');
      const told = list === '' ? '' : ` (${list})`;
      const [zh] = { upheld: ['采纳'], 'partly-upheld': ['部分采纳'], dismissed: ['驳回'] }[outcome];
      return {
        holderId: appeal.holderId,
        subject: { kind: 'allocation-appeal', id: appeal.number },
        summary: {
          zh: `${zh ?? outcome} ${appeal.holder} 的异议 ${appeal.number}${told}：${reason}`,
          en: `Appeal ${appeal.number} of ${appeal.holder} is ${outcome}${told}: ${reason}`,
        },
      };
    },
    async execute(tx, task, { approver }) {
      const { appeal: number, outcome, reason, adjustments = [] } = task.payload;
      const by = { ...actingOfTask(task, approver), approver: approver.id };
      const { line, appeal } = await decideAppeal(
        tx,
        desk,
        {
          ...{ appeal: number, outcome, reason, documentHash: task.documentHash },
          adjustments: adjustments.map(({ unit, field, value }) => ({ unit, field, value })),
        },
        by,
        approver,
      );
      return {
        ...{ appeal: appeal.number, outcome },
        ...{ version: line.version, amountT: line.amountT.toString(), fault: line.fault },
      };
    },
  };
}
