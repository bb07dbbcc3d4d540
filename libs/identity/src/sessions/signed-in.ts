import type { Caller } from '@carbon/http';
import { notSignedIn } from './refusals';

/** What is known of a caller who is a person in a session. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  readonly personId: string;
}

/** The person behind a caller. Machines may hold the permission `self` and have none. @throws Refusal CALLER_NOT_A_PERSON */
export function requireSignedIn(caller: Caller): Caller & SignedIn {
  const { userId, sessionId, personId } = caller;
  if (userId === undefined || sessionId === undefined || personId === undefined) throw notSignedIn();
  return { ...caller, userId, sessionId, personId };
}
