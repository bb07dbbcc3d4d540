import type { Task, TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { EVERYTHING, type Reach } from '@carbon/http';
import { type Holder, holderInReach, holderNotActive } from '@carbon/identity';
import type { InclusionParts } from '../../parts';
import { operatorIsResident } from '../domain/refusals';
import { InclusionProgrammePayload } from '../http/payloads';
import { type NewProgramme, openProgramme, requireOpenable } from '../use-cases/open-programme';

/** A programme makes points and promises them to residents: its operator asks, the registry opens it. */
export function programmeKind(parts: InclusionParts): TaskKind<InclusionProgrammePayload> {
  return {
    kind: 'inclusion-programme',
    title: { zh: '开立碳普惠项目', en: 'Open an inclusion programme' },
    payload: InclusionProgrammePayload,
    propose: 'inclusion.propose',
    approve: 'accounts.approve',

    async prepare(tx, { payload, caller, now }) {
      const operator = await operatorOf(tx, payload.operator, caller.reach);
      await requireOpenable(tx, parts, programmeOf(payload, operator), now);
      return {
        holderId: operator.id,
        subject: { kind: 'programme', id: payload.code },
        payload: Object.assign(new InclusionProgrammePayload(), payload, { operator: operator.code }),
        summary: {
          zh: `由 ${operator.nameZh} 开立碳普惠项目 ${payload.code}（${payload.nameZh}），规则包 ${payload.pack}`,
          en: `Open the programme ${payload.code} (${payload.nameEn}) run by ${operator.nameEn} under ${payload.pack}`,
        },
      };
    },

    async execute(tx, task, { approver, now }) {
      const { payload } = task;
      const operator = await operatorOf(tx, payload.operator, EVERYTHING);
      const opened = await openProgramme(tx, parts, programmeOf(payload, operator), now);
      const facts = { programme: payload.code, ...opened };
      await recordAudit(
        tx,
        {
          action: 'programme.opened',
          subject: { kind: 'programme', id: payload.code },
          holderId: operator.id,
          after: { ...facts, kind: payload.kind, pack: payload.pack, operator: operator.code },
          ...agreedBy(task, approver.id),
        },
        now,
        { actor: task.initiator.id },
      );
      return facts;
    },
  };
}

/** The second pair of eyes and the paper it rests on, as an audit record names them. */
export function agreedBy(
  { initiator, documentHash }: Pick<Task, 'initiator' | 'documentHash'>,
  approver: string,
): { readonly approver?: string; readonly documentHash?: string } {
  return {
    ...(approver === initiator.id ? {} : { approver }),
    ...(documentHash === null ? {} : { documentHash }),
  };
}

async function operatorOf(tx: Transaction, name: string, reach: Reach): Promise<Holder> {
  const operator = await holderInReach(tx.manager, name, reach);
  if (operator.kind === 'resident') throw operatorIsResident();
  if (operator.state !== 'active') throw holderNotActive(operator.code, operator.state);
  return operator;
}

function programmeOf(payload: InclusionProgrammePayload, operator: Holder): NewProgramme {
  const { code, kind, nameZh, nameEn, pack, creditScheme, source } = payload;
  return {
    ...{ code, kind, pack, source, operatorId: operator.id },
    name: { zh: nameZh, en: nameEn },
    creditScheme: creditScheme ?? null,
  };
}
