import type { Refusal } from '@carbon/kernel';
import { maySignIn } from '../standing';
import { accountLocked, holderClosed, sessionRevoked, sessionStale } from './refusals';
import type { KnownSession } from './session';

/** Why a session no longer holds, whatever its tokens say; undefined when it does. */
export function faultOfSession(session: KnownSession): Refusal | undefined {
  if (session.userState !== 'active') return accountLocked();
  if (session.revokedAt !== null) return sessionRevoked();
  if (session.stale) return sessionStale();
  if (session.member !== null && !maySignIn(session.member.holder.state)) return holderClosed();
  return undefined;
}
