import { recordAudit } from '@carbon/audit';
import type { Succession } from '@carbon/custody';
import { handOverProgrammes } from '../persistence/write-programmes';

/** Programmes of a merged operator go over to its successor, as the accounts of their points do. */
export const succeedInProgrammes: Succession = async (tx, { from, to, review }) => {
  const programmes = await handOverProgrammes(tx, from.id, to.id);
  if (programmes.length === 0) return;
  const { by, approver, reason, documentHash, now } = review;
  for (const { id } of [from, to]) {
    const entry = {
      action: 'holder.programmes-handed-over',
      subject: { kind: 'holder', id },
      holderId: id,
      before: { holder: from.code },
      after: { holder: to.code, programmes },
      reason,
      ...(documentHash === null ? {} : { documentHash }),
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
