import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, permissionMissing, reaches } from '@carbon/http';
import type { AccountConsent } from '../domain/consent';
import { consentNotInForce, consentUnknown } from '../domain/refusals';
import { lockConsent } from '../persistence/read-consents';
import { noteEnded } from '../persistence/write-consents';

/**
 * The holder takes its consent back; one of its people suffices, and it counts from this moment on.
 * @throws Refusal ACCOUNT_CONSENT_UNKNOWN, ACCOUNT_CONSENT_NOT_IN_FORCE, PERMISSION_MISSING
 */
export async function withdrawConsent(
  tx: Transaction,
  id: string,
  { caller, reason, now }: { readonly caller: Caller; readonly reason: string; readonly now: Date },
): Promise<AccountConsent> {
  const consent = await lockConsent(tx, id);
  if (consent === undefined || !reaches(caller.reach, consent.holderId)) throw consentUnknown(id);
  const { permissions } = caller;
  if (!permissions.has('account-consents.propose') && !permissions.has('account-consents.approve'))
    throw permissionMissing('account-consents.propose');
  if (consent.state !== 'in-force') throw consentNotInForce(id, consent.state);
  await noteEnded(tx, id, { state: 'withdrawn', by: caller.id, because: reason, now });
  for (const holderId of [consent.holderId, consent.bankId]) {
    const entry = {
      action: 'account-consent.withdrawn',
      subject: { kind: 'account-consent', id },
      holderId,
      after: { state: 'withdrawn' },
      reason,
    };
    await recordAudit(tx, entry, now);
  }
  const ended = await lockConsent(tx, id);
  if (ended === undefined) throw consentUnknown(id);
  return ended;
}
