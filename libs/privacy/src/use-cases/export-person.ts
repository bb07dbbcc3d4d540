import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { PersonalDataSources } from '../personal-data-sources';

/** Everything every room holds of a person, by room (PII-002). */
export async function exportPerson(
  tx: Transaction,
  sources: PersonalDataSources,
  personId: string,
): Promise<Record<string, Json>> {
  const rooms: Record<string, Json> = {};
  // one after the other: they share a connection
  for (const source of sources.all()) rooms[source.room] = await source.exportOf(tx, personId);
  return rooms;
}
