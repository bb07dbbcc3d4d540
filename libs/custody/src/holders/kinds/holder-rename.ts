import type { TaskKind } from '@carbon/approvals';
import { afterChange, changeHolder, type HolderChange } from '@carbon/identity';
import { holderDocumentRequired } from '../domain/refusals';
import { HolderRenamePayload } from '../http/payloads';
import { organisation, organisationOf, requireNoOtherAct, subjectOf } from './parties';
import { documentedReview } from './review';

const changeOf = ({ nameZh, nameEn }: HolderRenamePayload): HolderChange => ({
  act: 'rename',
  nameZh,
  nameEn,
});

/** Gives a holder new names on a reviewed document; the former ones are published (ETS-015). */
export const holderRenameKind: TaskKind<HolderRenamePayload> = {
  kind: 'holder-rename',
  title: { zh: '持有人更名', en: 'Rename a holder' },
  payload: HolderRenamePayload,
  propose: 'holder-changes.propose',
  approve: 'holder-changes.approve',

  async prepare(tx, { payload, caller, documentHash }) {
    const holder = await organisationOf(tx, payload.holder, caller);
    if (documentHash === undefined) throw holderDocumentRequired();
    afterChange(holder, changeOf(payload));
    await requireNoOtherAct(tx, holder);
    return {
      holderId: holder.id,
      subject: subjectOf(holder),
      payload: {
        holder: holder.code,
        nameZh: payload.nameZh,
        nameEn: payload.nameEn,
        reason: payload.reason,
      },
      summary: {
        zh: `持有人 ${holder.code} 由“${holder.nameZh}”更名为“${payload.nameZh}”（${payload.nameEn}）：${payload.reason}`,
        en: `The holder ${holder.code}, ${holder.nameEn}, is renamed ${payload.nameEn} (${payload.nameZh}): ${payload.reason}`,
      },
    };
  },

  async execute(tx, task, approval) {
    const review = documentedReview(task, approval, task.payload.reason, holderDocumentRequired);
    const before = await organisation(tx, task.payload.holder);
    const after = await changeHolder(tx, before.id, changeOf(task.payload), review);
    return { holder: after.code, nameZh: after.nameZh, nameEn: after.nameEn };
  },
};
