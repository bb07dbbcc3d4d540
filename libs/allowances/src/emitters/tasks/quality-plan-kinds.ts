import type { Task, TaskKind } from '@carbon/approvals';
import type { Caller } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import type { EmitterDesk } from '../desk';
import { planUnknown } from '../domain/refusals';
import { QualityPlanReturnPayload, QualityPlanSubmissionPayload } from '../http/quality-plan-bodies';
import { newestInState, type PlanActing, returnPlan, submitPlan } from '../use-cases/quality-plans';
import { requireListed } from '../use-cases/is-listed';

const actingOf = (task: Task, approver: Caller, now: Date): PlanActing => ({
  by: task.initiator.id,
  approver: approver.id === task.initiator.id ? null : approver.id,
  documentHash: task.documentHash,
  now,
});

/** An enterprise hands its plan of a year in: one of its people proposes, another submits (CYC-08). */
export function planSubmissionKind(desk: EmitterDesk): TaskKind<QualityPlanSubmissionPayload> {
  return {
    kind: 'quality-plan-submission',
    title: { zh: '提交数据质量控制计划', en: 'Submit a quality-control plan' },
    payload: QualityPlanSubmissionPayload,
    propose: 'emitters.write',
    approve: 'emission-reports.approve',

    async prepare(tx, { payload, caller }) {
      const plan = await newestInState(tx, payload.plan, caller.reach, 'draft');
      const { market, year, holderId, version, content } = plan;
      await requireListed(tx, { market, year, holderId });
      return {
        holderId,
        subject: { kind: 'quality-plan', id: plan.id },
        summary: {
          zh: `提交 ${market} 市场 ${year} 年度数据质量控制计划第 ${version} 版，共 ${content.parameters.length} 项参数`,
          en: `Submit version ${version} of the quality-control plan of ${year} (${market}), ${content.parameters.length} parameters`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const plan = await submitPlan(
        tx,
        desk,
        task.payload.plan,
        approver.reach,
        actingOf(task, approver, now),
      );
      return { plan: plan.id, submittedOn: plan.submittedOn, dueOn: plan.dueOn, daysLate: plan.daysLate };
    },
  };
}

/** An authority gives a plan back with remarks. */
export function planReturnKind(): TaskKind<QualityPlanReturnPayload> {
  return {
    kind: 'quality-plan-return',
    title: { zh: '退回数据质量控制计划', en: 'Give a quality-control plan back' },
    payload: QualityPlanReturnPayload,
    propose: 'emission-verification.propose',
    approve: 'emission-verification.approve',

    async prepare(tx, { payload, caller }) {
      const { plan: id, remarks } = payload;
      const plan = await newestInState(tx, id, caller.reach, 'submitted').catch((error: unknown) => {
        throw isDraft(error) ? planUnknown(id) : error;
      });
      return {
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'quality-plan', id: plan.id },
        summary: {
          zh: `退回 ${plan.year} 年度数据质量控制计划第 ${plan.version} 版：${remarks}`,
          en: `Give version ${plan.version} of the quality-control plan of ${plan.year} back: ${remarks}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { plan: id, remarks } = task.payload;
      const plan = await returnPlan(tx, { id, remarks }, approver.reach, actingOf(task, approver, now));
      return { plan: plan.id, returnedOn: plan.returnedOn };
    },
  };
}

/** An authority does not learn of drafts. */
const isDraft = (error: unknown) => error instanceof Refusal && error.details['state'] === 'draft';
