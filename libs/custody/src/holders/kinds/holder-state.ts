import type { TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import {
  afterChange,
  changeHolder,
  dissolveGroupTies,
  endMembershipsOf,
  type Holder,
} from '@carbon/identity';
import { holderDocumentRequired, registryOnly } from '../domain/refusals';
import { HolderStatePayload } from '../http/payloads';
import { requireHoldsNothing, requireNoOpenTasks } from '../persistence/standing-in-the-way';
import { organisation, organisationOf, requireNoOtherAct, requireNotRegistry, subjectOf } from './parties';
import { documentedReview, reviewOf } from './review';

type Act = HolderStatePayload['act'];

const WORDS: Readonly<Record<Act, { readonly zh: string; readonly en: string }>> = {
  suspend: {
    zh: '暂停：其人员只能查询，不能提出或审批',
    en: 'is suspended: its people read, and propose and approve nothing',
  },
  resume: { zh: '恢复', en: 'is active again' },
  close: { zh: '关闭：其人员不能再登录，不可恢复', en: 'is closed for good: its people cannot sign in' },
};

/** Suspends, resumes or closes a holder. Only the registry suspends and resumes; a holder may ask to be closed. */
export const holderStateKind: TaskKind<HolderStatePayload> = {
  kind: 'holder-state',
  title: { zh: '变更持有人状态', en: 'Change the state of a holder' },
  payload: HolderStatePayload,
  propose: 'holder-changes.propose',
  approve: 'holder-changes.approve',

  async prepare(tx, { taskId, payload, caller, documentHash }) {
    const { act, reason } = payload;
    const holder = await organisationOf(tx, payload.holder, caller);
    if (act !== 'close' && caller.reach !== 'everything') throw registryOnly(act);
    if (act !== 'resume' && documentHash === undefined) throw holderDocumentRequired();
    await requireNoOtherAct(tx, holder);
    await requireOpen(tx, holder, act, taskId);
    return {
      // the registry's own matter until it is done: a holder that is to be stopped is not told before
      holderId: act === 'suspend' ? null : holder.id,
      subject: subjectOf(holder),
      payload: { holder: holder.code, act, reason },
      summary: {
        zh: `持有人 ${holder.code}（${holder.nameZh}）${WORDS[act].zh}。事由：${reason}`,
        en: `The holder ${holder.code} (${holder.nameEn}) ${WORDS[act].en}. Reason: ${reason}`,
      },
    };
  },

  async execute(tx, task, approval) {
    const { act, reason } = task.payload;
    const review =
      act === 'resume'
        ? reviewOf(task, approval, reason)
        : documentedReview(task, approval, reason, holderDocumentRequired);
    const holder = await organisation(tx, task.payload.holder);
    await requireOpen(tx, holder, act, task.id);
    const after = await changeHolder(tx, holder.id, { act }, review);
    if (act === 'close') {
      await endMembershipsOf(tx, holder.id, review);
      await dissolveGroupTies(tx, holder, review);
    }
    return { holder: after.code, from: holder.state, to: after.state };
  },
};

/** @throws Refusal for what stands in the way now */
async function requireOpen(tx: Transaction, holder: Holder, act: Act, task: string): Promise<void> {
  afterChange(holder, { act });
  if (act === 'resume') return;
  requireNotRegistry(holder);
  if (act === 'suspend') return;
  await requireNoOpenTasks(tx, holder, task);
  await requireHoldsNothing(tx, holder);
}
