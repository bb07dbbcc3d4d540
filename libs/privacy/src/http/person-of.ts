import type { Caller } from '@carbon/http';
import { notAPerson } from '../domain/refusals';

/** The person who is signed in. @throws Refusal CALLER_NOT_A_PERSON for keys and machines */
export function personOf(caller: Caller): string {
  if (caller.kind !== 'user' || caller.personId === undefined) throw notAPerson();
  return caller.personId;
}
