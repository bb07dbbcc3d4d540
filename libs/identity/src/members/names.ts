import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { PersonFields, PersonVault } from '@carbon/privacy';

/** Something of a holder that tells of a person. */
interface OfPerson {
  readonly personId: string;
  readonly holder: { readonly id: string };
}

/** Whether somebody may know who the people of a holder are: its own administrators. */
export function mayKnowPeople(caller: Caller, holderId: string): boolean {
  return caller.kind === 'user' && caller.role === 'administrator' && caller.holder?.id === holderId;
}

/**
 * Who the people are, by person id, of those the caller may know; that it looked is written down once a holder.
 * @param mayKnow whether it may know of one
 */
export async function peopleOf<T extends OfPerson>(
  tx: Transaction,
  vault: PersonVault,
  items: readonly T[],
  { caller, now, action }: { readonly caller: Caller; readonly now: Date; readonly action: string },
  mayKnow: (item: T) => boolean = ({ holder }) => mayKnowPeople(caller, holder.id),
): Promise<ReadonlyMap<string, PersonFields>> {
  const shown = items.filter(mayKnow);
  const people = new Map<string, PersonFields>();
  const seen = new Map<string, string[]>();
  for (const { personId, holder } of shown) {
    const ofHolder = seen.get(holder.id) ?? [];
    seen.set(holder.id, ofHolder);
    const person = await vault.own(tx, personId);
    if (person === undefined) continue;
    people.set(personId, person);
    ofHolder.push(personId);
  }
  for (const [holderId, persons] of seen) {
    const after = { persons };
    const subject = { kind: 'holder', id: holderId };
    await recordAudit(tx, { action, subject, holderId, after, personal: true }, now);
  }
  return people;
}
