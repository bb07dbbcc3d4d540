import { recordAudit } from '@carbon/audit';
import type { Succession } from '../holders/holder-succession';
import { handOverPledges } from './persistence/write-pledges';

/**
 * Who takes the place of a pledgee takes over what was pledged to it (ETS-015). Pledged units themselves go over with
 * the accounts they stand in.
 */
export const succeedPledgee: Succession = async (tx, { from, to, review }) => {
  const pledges = await handOverPledges(tx, from.id, to.id);
  const { reason, by, approver, now } = review;
  for (const id of pledges) {
    const entry = {
      action: 'pledge.pledgee-succeeded',
      subject: { kind: 'pledge', id },
      holderId: to.id,
      before: { pledgee: from.code },
      after: { pledgee: to.code },
      reason,
      ...(approver === null ? {} : { approver }),
    };
    await recordAudit(tx, entry, now, { actor: by });
  }
};
