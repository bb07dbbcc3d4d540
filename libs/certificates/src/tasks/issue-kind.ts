import type { TaskKind } from '@carbon/approvals';
import { parseChinaMonth } from '@carbon/kernel';
import { IssueMonthBody } from '../http/issue-bodies';
import { plantInReach } from '../persistence/in-reach';
import type { Desk } from '../use-cases/desk';
import { issueMonth, planMonth } from '../use-cases/issue-month';

/** Issuing makes units: the registry's makers propose, its checkers approve (RULES 7.4.1). */
export function issueKind(desk: Desk): TaskKind<IssueMonthBody> {
  return {
    kind: 'certificate-issue',
    title: { zh: '核发一个电站月的绿证', en: 'Issue the certificates of one plant and month' },
    payload: IssueMonthBody,
    propose: 'issues.propose',
    approve: 'issues.approve',
    async prepare(tx, { payload, caller }) {
      const { id, shortCode } = await plantInReach(tx.manager, payload.plant, caller.reach);
      const { planned } = await planMonth(tx, desk, {
        plant: payload.plant,
        month: parseChinaMonth(payload.month),
      });
      const { certificates } = planned.issue;
      return {
        holderId: null,
        subject: { kind: 'plant', id },
        quantity: certificates,
        summary: {
          zh: `核发 ${shortCode} ${payload.month} 绿证 ${certificates.toString()} 张`,
          en: `Issue ${certificates.toString()} certificates of ${shortCode} for ${payload.month}`,
        },
      };
    },
    async execute(tx, { payload, initiator }, { approver }) {
      const { instrument, certificates, transactionId } = await issueMonth(tx, desk, {
        actor: initiator.id,
        approver: approver.id,
        plant: payload.plant,
        month: parseChinaMonth(payload.month),
      });
      return {
        instrument,
        certificates: certificates.toString(),
        transaction: transactionId?.toString() ?? null,
      };
    },
  };
}
