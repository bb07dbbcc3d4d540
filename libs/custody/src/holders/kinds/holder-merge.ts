import type { TaskKind } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import {
  afterChange,
  changeHolder,
  dissolveGroupTies,
  endMembershipsOf,
  type Holder,
  lockHolders,
  type Reviewed,
} from '@carbon/identity';
import { handOverAccounts } from '@carbon/ledger';
import { holderDocumentRequired, sameHolders } from '../domain/refusals';
import type { HolderSuccession } from '../holder-succession';
import { HolderMergePayload } from '../http/payloads';
import { requireNoJudicialFreeze, requireNoOpenTasks } from '../persistence/standing-in-the-way';
import { organisation, organisationOf, requireActive, requireNotRegistry, subjectOf } from './parties';
import { documentedReview } from './review';

/**
 * Merges a holder into another (ETS-015): its accounts go over with all that is in them, its people have no role any
 * more, and it is closed with its successor. Members of its group gave their consent to it and to nobody else: they
 * leave.
 */
export function holderMergeKind(succession: HolderSuccession): TaskKind<HolderMergePayload> {
  return {
    kind: 'holder-merge',
    title: { zh: '持有人合并', en: 'Merge a holder into another' },
    payload: HolderMergePayload,
    propose: 'holder-changes.propose',
    approve: 'holder-changes.approve',

    async prepare(tx, { taskId, payload, caller, documentHash }) {
      const from = await organisationOf(tx, payload.from, caller);
      const to = await organisation(tx, payload.to);
      if (documentHash === undefined) throw holderDocumentRequired();
      await requireMergeable(tx, from, to, taskId);
      return {
        holderId: from.id,
        subject: subjectOf(from),
        payload: { from: from.code, to: to.code, reason: payload.reason },
        summary: {
          zh:
            `持有人 ${from.code}（${from.nameZh}）并入 ${to.code}（${to.nameZh}）：其全部账户及余额转归后者，` +
            `前者关闭：${payload.reason}`,
          en:
            `The holder ${from.code} (${from.nameEn}) is merged into ${to.code} (${to.nameEn}), which gets all of its ` +
            `accounts with what is in them; ${from.code} is closed: ${payload.reason}`,
        },
      };
    },

    async execute(tx, task, approval) {
      const { reason } = task.payload;
      const review = documentedReview(task, approval, reason, holderDocumentRequired);
      const { from, to } = await bothOf(tx, task.payload);
      await requireMergeable(tx, from, to, task.id);
      const accounts = await handOver(tx, from, to, review);
      await succession.run(tx, { from, to, review });
      const memberships = await endMembershipsOf(tx, from.id, review);
      await dissolveGroupTies(tx, from, review);
      await changeHolder(tx, from.id, { act: 'merge', successorId: to.id }, review);
      return { from: from.code, to: to.code, accounts, memberships };
    },
  };
}

async function bothOf(
  tx: Transaction,
  names: Pick<HolderMergePayload, 'from' | 'to'>,
): Promise<{ readonly from: Holder; readonly to: Holder }> {
  return { from: await organisation(tx, names.from), to: await organisation(tx, names.to) };
}

/** @throws Refusal for what stands in the way now; both holders stay as they are until the transaction ends */
async function requireMergeable(tx: Transaction, before: Holder, into: Holder, task: string): Promise<void> {
  if (before.id === into.id) throw sameHolders();
  await lockHolders(tx, [before.id, into.id]);
  const { from, to } = await bothOf(tx, { from: before.id, to: into.id });
  requireNotRegistry(from);
  requireNotRegistry(to);
  afterChange(from, { act: 'merge', successorId: to.id });
  requireActive(to);
  await requireNoOpenTasks(tx, from, task);
  await requireNoJudicialFreeze(tx, from);
}

async function handOver(
  tx: Transaction,
  from: Holder,
  to: Holder,
  review: Reviewed & { readonly documentHash: string },
): Promise<string[]> {
  const { reason, by, approver, documentHash, now } = review;
  const accounts = await handOverAccounts(
    tx,
    {
      fromHolder: from.id,
      toHolder: to.id,
      reason,
      actor: by,
      ...(approver === null ? {} : { approver }),
      documentHash: Buffer.from(documentHash, 'hex'),
    },
    now,
  );
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.accounts-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, accounts },
      reason,
      documentHash,
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
  return accounts;
}
