import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { personErased, personUnknown } from '../domain/refusals';
import { endGuardianshipsOf } from '../persistence/guardianships';
import { deleteKey, findPerson, restrict } from '../persistence/persons';
import type { KeepingDuty, PersonalDataSource, PersonalDataSources } from '../personal-data-sources';

export type Erasure =
  | { readonly state: 'erased' }
  | {
      readonly state: 'restricted';
      /** The last day of keeping; the day after it everything is erased. */
      readonly until: ChinaDate;
      readonly kept: readonly (KeepingDuty & { readonly room: string })[];
    };

export interface ErasureOrder {
  readonly personId: string;
  readonly now: Date;
  readonly reason?: string;
  readonly by?: AuditActor;
}

/**
 * Erases what is known of a person (PII-003, PII-005). Where law has a room keep something, the rooms without such a
 * duty erase, and the rest is restricted: stored and nothing else, until the last duty has ended.
 * @throws Refusal PERSON_UNKNOWN, PERSON_ERASED
 */
export async function erasePerson(
  tx: Transaction,
  sources: PersonalDataSources,
  order: ErasureOrder,
): Promise<Erasure> {
  const { now } = order;
  const person = await findPerson(tx, order.personId, true);
  if (person === undefined) throw personUnknown();
  if (person.key === undefined) throw personErased();
  const { id: personId } = person;
  const kept: (KeepingDuty & { room: string })[] = [];
  const free: PersonalDataSource[] = [];
  for (const source of sources.all()) {
    const duty = await source.mustKeep?.(tx, personId, now);
    if (duty === undefined) free.push(source);
    else kept.push({ room: source.room, ...duty });
  }
  for (const source of free) await source.erase?.(tx, personId, now);
  const until = kept
    .map((duty) => duty.until)
    .sort()
    .at(-1);
  if (until === undefined) {
    await endGuardianships(tx, sources, personId, now);
    await deleteKey(tx, personId, now);
    await audit(tx, { ...order, personId }, 'person.erased', {});
    return { state: 'erased' };
  }
  for (const source of sources.all()) await source.restrict?.(tx, personId, now);
  await restrict(tx, personId, until, now);
  await audit(tx, { ...order, personId }, 'person.restricted', {
    until,
    keptBy: kept.map(({ room }) => room),
  });
  return { state: 'restricted', until, kept };
}

/** Who was a child's guardian is none any more: what stands on the guardian's word ends, too. */
async function endGuardianships(
  tx: Transaction,
  { listeners }: PersonalDataSources,
  personId: string,
  now: Date,
): Promise<void> {
  const ended = await endGuardianshipsOf(tx, personId, now);
  for (const guardianship of ended.sort((a, b) => (a.wardId < b.wardId ? -1 : 1))) {
    await findPerson(tx, guardianship.wardId, true);
    await listeners.guardianshipEnded(tx, guardianship, now);
  }
}

function audit(
  tx: Transaction,
  { personId, now, reason, by }: ErasureOrder,
  action: 'person.erased' | 'person.restricted',
  after: { readonly until?: string; readonly keptBy?: readonly string[] },
): Promise<void> {
  const subject = { kind: 'person', id: personId };
  const why = reason === undefined ? {} : { reason };
  return recordAudit(tx, { action, subject, after, personal: true, ...why }, now, by);
}
