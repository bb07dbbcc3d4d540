import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import { newId } from '@carbon/kernel';
import { actingOfTask, auditActor } from '../desk';
import { insertCap } from '../persistence/caps';
import { requireNational } from './authority';
import { AllowanceCapPayload } from './payloads';

/** Sets how many allowances of a year there may be, in a market or a province (REG-007). */
export function allowanceCapKind(): TaskKind<AllowanceCapPayload> {
  return {
    kind: 'allowance-cap',
    title: { zh: '确定配额总量', en: 'Set a cap of allowances' },
    payload: AllowanceCapPayload,
    propose: 'allocations.propose',
    approve: 'allocations.approve',
    prepare(_, { payload, caller }) {
      requireNational(caller);
      const { market, year, province, capT, reason } = payload;
      const [zh, en] = province === undefined ? ['全市场', 'the whole market'] : [province, province];
      return Promise.resolve({
        holderId: caller.holder?.id ?? null,
        subject: {
          kind: 'allowance-cap',
          id: `${market}-${year}${province === undefined ? '' : `-${province}`}`,
        },
        ...(capT === '0' ? {} : { quantity: BigInt(capT) }),
        summary: {
          zh: `${market} ${year} 年度${zh}配额总量 ${capT} 吨：${reason}`,
          en: `Cap of ${market} for ${year}, ${en}: ${capT} t. ${reason}`,
        },
      });
    },
    async execute(tx, task, { approver, now }) {
      requireNational(approver);
      const { market, year, province = '', capT, reason } = task.payload;
      const by = actingOfTask(task, approver);
      const id = newId();
      const version = await insertCap(
        tx,
        { id, market, year, province, capT: BigInt(capT), reason, documentHash: task.documentHash },
        { at: now, by: by.actor, approver: approver.id },
      );
      await recordAudit(
        tx,
        {
          action: 'allowance-cap.set',
          subject: { kind: 'allowance-cap', id: `${market}-${year}${province === '' ? '' : `-${province}`}` },
          after: { capT, version },
          ...{ reason, approver: approver.id },
          ...(task.documentHash !== null && { documentHash: task.documentHash }),
        },
        now,
        auditActor(by),
      );
      return { market, year, province: province === '' ? null : province, version, capT };
    },
  };
}
