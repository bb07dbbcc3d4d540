import type { Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { instrumentLimits, withinLimits } from '../../instrument-limits';
import { type Pledge, type PledgeRow, type PledgeState, SELECT_PLEDGE, toPledge } from './pledge';

/**
 * A pledgor sees its pledges from the proposal on; a pledgee those that came into force, which is what the pledgor
 * consented to: the pledge and its units, nothing else of the account. An engagement narrows both to its days and
 * instruments.
 */
const SEEN = `(
  (${inReach(1, { holder: 'a.holder_id', moment: 'p.proposed_at' })}
    and ${withinLimits(4, { holder: 'a.holder_id', instrument: 'p.instrument' })})
  or (p.pledged_at is not null and ${inReach(1, { holder: 'p.pledgee_id', moment: 'p.proposed_at' })}
    and ${withinLimits(4, { holder: 'p.pledgee_id', instrument: 'p.instrument' })}))`;

const seenBy = (reach: Reach) => [...reachValues(reach), ...instrumentLimits(reach)];

/** A pledge as a caller may see it. */
export async function findPledge(reader: Reader, id: string, reach: Reach): Promise<Pledge | undefined> {
  const [row] = await reader.query<PledgeRow>(`${SELECT_PLEDGE} where ${SEEN} and p.id = $6`, [
    ...seenBy(reach),
    id,
  ]);
  return row === undefined ? undefined : toPledge(row);
}

/** Locks a pledge, so that two releases of it come one after the other. */
export async function lockPledge(tx: Transaction, id: string): Promise<Pledge | undefined> {
  const [row] = await tx.query<PledgeRow>(`${SELECT_PLEDGE} where p.id = $1 for no key update of p`, [id]);
  return row === undefined ? undefined : toPledge(row);
}

export interface PledgeFilter {
  readonly account?: string | undefined;
  readonly state?: PledgeState | undefined;
}

/** Pledges that a caller may see, the latest first. */
export async function readPledges(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { account, state }: PledgeFilter,
): Promise<Page<Pledge>> {
  const rows = await reader.query<PledgeRow>(
    `${SELECT_PLEDGE} where ${SEEN} and ($6::text is null or p.account = $6) and ($7::text is null or p.state = $7)
        and p.seq < coalesce($8::bigint, 9223372036854775807)
      order by p.seq desc limit $9`,
    [...seenBy(reach), account ?? null, state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toPledge) };
}
