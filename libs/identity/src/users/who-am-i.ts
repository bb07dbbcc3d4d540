import type { Transaction } from '@carbon/database';
import type { Caller, Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import type { SessionSettings } from '../sessions/session-settings';
import type { SignedIn } from '../sessions/signed-in';
import type { MeBody } from './me-bodies';
import { membershipBody } from './membership-bodies';
import { readMembershipsOf } from './membership-store';
import { countRecoveryCodes } from './recovery-codes';

/** What somebody who is signed in sees of the own account. */
export async function whoAmI(
  tx: Transaction,
  vault: PersonVault,
  settings: SessionSettings,
  caller: Caller & SignedIn,
): Promise<Sent<MeBody>> {
  const { userId, personId, sessionId, holder, secondFactorAt, hasSecondFactor } = caller;
  const person = await vault.own(tx, personId);
  const memberships = await readMembershipsOf(tx, userId);
  return {
    user: userId,
    name: person?.name ?? null,
    email: person?.email ?? null,
    session: sessionId,
    membership: memberships.find((each) => each.holder.id === holder?.id)?.id ?? null,
    permissions: [...caller.permissions].sort(),
    memberships: memberships.map(membershipBody),
    secondFactor: {
      required: settings.secondFactor === 'required',
      setUp: hasSecondFactor === true,
      shownAt: secondFactorAt === undefined ? null : chinaTimestamp(secondFactorAt),
      recoveryCodesLeft: await countRecoveryCodes(tx, userId),
    },
  };
}
