import type { Reader } from '@carbon/database';
import { EVERYTHING, type Reach, reachOf } from '@carbon/http';
import { regulatorLevel } from '../domain/holder';
import { engagedHolders } from '../persistence/read-engagements';
import type { ActingMember } from './session';

/**
 * Whose objects a member may see. The registry, who runs a market (who may see far less of them) and the national
 * regulator: everybody's. A provincial regulator: those of
 * the organisations of its province; residents are none of its business. Auditors and verifiers: their own, and those of
 * the holders that engaged them, in the window of the engagement. Everybody else: their own.
 */
export async function reachOfMembership(
  reader: Reader,
  { holder }: Pick<ActingMember, 'holder'>,
  now: Date,
): Promise<Reach> {
  switch (holder.kind) {
    case 'registry-operator':
    case 'market-operator':
      return EVERYTHING;
    case 'regulator':
      return regulatorLevel(holder) === 'national' ? EVERYTHING : reachOf(await ofProvince(reader, holder));
    case 'auditor':
    case 'verifier':
      return new Map([...(await engagedHolders(reader, holder.id, now)), [holder.id, {}]]);
    default:
      return reachOf([holder.id]);
  }
}

async function ofProvince(
  reader: Reader,
  { id, province }: Pick<ActingMember['holder'], 'id' | 'province'>,
): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `select id from identity.holder where province = $1 and kind <> 'resident'`,
    [province],
  );
  return [id, ...rows.map((row) => row.id)];
}
