import type { Transaction } from '@carbon/database';
import type { Consents } from '@carbon/privacy';
import { INCLUSION_PURPOSES } from '../consents';
import { lockForErasure } from '../erasure-lock';
import type { Resident } from '../resident';
import { type ForgetParts, forgetResident } from './forget-resident';

/**
 * A resident goes, and stays a person of this platform: what was consented to here is withdrawn, and everything of this
 * room deleted.
 * @param caller the person who says it: the resident's own, or the guardian
 */
export async function leaveInclusion(
  tx: Transaction,
  parts: ForgetParts & { readonly consents: Consents },
  { resident, caller }: { readonly resident: Resident; readonly caller: string },
  now: Date,
): Promise<{ readonly pointsCancelled: bigint; readonly consentsWithdrawn: number }> {
  const { personId } = resident;
  // a withdrawal waits for the erasures under way: begun between two of them, neither could go on
  await parts.consents.hold(tx, personId);
  await lockForErasure(tx);
  const about = { personId, purposes: INCLUSION_PURPOSES, caller };
  const consentsWithdrawn = await parts.consents.withdrawAll(tx, about, now);
  return { consentsWithdrawn, ...(await forgetResident(tx, parts, resident, now)) };
}
