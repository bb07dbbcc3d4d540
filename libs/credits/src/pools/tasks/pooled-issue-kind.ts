import { causeOf, type TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { PooledIssuePayload } from '../http/payloads';
import { findPool, lockPool, poolInReach } from '../persistence/pools';
import { poolUnknown } from '../domain/refusals';
import type { PoolDesk } from '../use-cases/desk';
import { issuePooled, planPooled } from '../use-cases/issue-pooled';

/** Issuing pooled reductions makes units: the aggregator's maker asks, checkers of the registry approve (CNV-001). */
export function pooledIssueKind(desk: PoolDesk): TaskKind<PooledIssuePayload> {
  return {
    kind: 'pooled-issue',
    title: { zh: '签发归集减排量', en: 'Issue pooled reductions' },
    payload: PooledIssuePayload,
    propose: 'projects.propose',
    approve: 'credit-acts.approve',

    async prepare(tx, { payload, caller, now }) {
      const pool = await poolInReach(tx, payload.pool, caller.reach);
      const { issue } = await planPooled(tx, pool, payload.period, now);
      const tonnes = issue.tonnes.toString();
      return {
        holderId: pool.holderId,
        subject: { kind: 'pool', id: pool.number },
        quantity: issue.tonnes,
        summary: {
          zh: `签发归集项目 ${pool.number}（${pool.nameZh}）第 ${payload.period} 期 ${tonnes} 吨，成员 ${issue.parts.length} 个`,
          en: `Issue ${tonnes} t of ${issue.parts.length} members of pool ${pool.number} for period ${payload.period}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const pool = await findPool(tx, task.payload.pool);
      if (pool === undefined) throw poolUnknown(task.payload.pool);
      await lockPool(tx, pool);
      // what was filed when it was proposed is judged by the terms of that day (PHI-005)
      const planned = await planPooled(tx, pool, task.payload.period, task.proposedAt);
      const reference = `pool:${pool.number}:${task.payload.period}`;
      const cause = { ...causeOf(task, approver), reference };
      const { instrument, transactionId } = await issuePooled(tx, desk, planned, cause, now);
      const { tonnes, remainder, parts } = planned.issue;
      const facts = {
        instrument,
        tonnes: tonnes.toString(),
        remainderMicrograms: remainder.toString(),
        members: parts.length,
        transaction: transactionId?.toString() ?? null,
      };
      await recordAudit(
        tx,
        {
          action: 'pool.issued',
          subject: { kind: 'pool', id: pool.number },
          holderId: pool.holderId,
          after: { period: task.payload.period, ...facts },
          ...(approver.id === task.initiator.id ? {} : { approver: approver.id }),
          ...(planned.period.reportHash === null ? {} : { documentHash: planned.period.reportHash }),
        },
        now,
        { actor: task.initiator.id },
      );
      return facts;
    },
  };
}
