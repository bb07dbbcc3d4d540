import type { TaskKind } from '@carbon/approvals';
import type { ReportDesk } from '../desk';
import { partFigures } from '../http/fields';
import {
  decideObjection,
  figuresIfUpheld,
  type ObjectionDecision,
  openObjection,
} from '../use-cases/object-to-result';
import { actingOfTask } from '../use-cases/step-report';
import { ObjectionDecisionPayload } from './payloads';

/** ETS-013: the province decides on an objection; upheld, it leaves another version of the verified figures. */
export function objectionDecisionKind(desk: ReportDesk): TaskKind<ObjectionDecisionPayload> {
  return {
    kind: 'verification-objection-decision',
    title: { zh: '核查结果异议决定', en: 'Decide on an objection to a verification' },
    payload: ObjectionDecisionPayload,
    propose: 'emission-verification.propose',
    approve: 'emission-verification.approve',

    async prepare(tx, { payload, caller }) {
      const { objection, report } = await openObjection(tx, payload.objection, caller.reach);
      const upheld = payload.outcome === 'upheld';
      const figures = upheld ? await figuresIfUpheld(tx, report, decisionOf(payload)) : undefined;
      const zh = figures === undefined ? '不成立' : `成立，核查量改为 ${figures.verifiedT} 吨`;
      const en = figures === undefined ? 'dismissed' : `upheld, ${figures.verifiedT} t verified`;
      return {
        holderId: caller.holder?.id ?? null,
        subject: { kind: 'verification-objection', id: objection.id },
        summary: {
          zh: `对报告 ${report.number} 核查结果的异议：${zh}。${payload.reason}`,
          en: `Objection to the verification of ${report.number}: ${en}. ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { payload } = task;
      const of = await openObjection(tx, payload.objection, approval.approver.reach);
      const acting = { ...actingOfTask(task, approval), approvedBy: approval.approver.id, taskId: task.id };
      const { report, verified } = await decideObjection(tx, desk, of, decisionOf(payload), acting);
      return {
        ...{ report: report.number, objection: of.objection.id, outcome: payload.outcome },
        ...(verified === undefined
          ? {}
          : { verified: verified.id, version: verified.version, verifiedT: verified.verifiedT.toString() }),
      };
    },
  };
}

const decisionOf = ({ outcome, reason, parts, totalT }: ObjectionDecisionPayload): ObjectionDecision => ({
  ...{ outcome, reason, parts: partFigures(parts) },
  ...(totalT === undefined ? {} : { totalT: BigInt(totalT) }),
});
