import type { Reader } from '@carbon/database';
import { type Micrograms, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** What of a share is in the units of an issue. */
export interface ShareUnits {
  readonly issueRoundId: bigint;
  readonly issuedUg: Micrograms;
}

/** A resident's share of a round. */
export interface MyShare {
  readonly roundId: bigint;
  readonly programme: number;
  readonly takenUg: Micrograms;
  readonly returnedUg: Micrograms;
  readonly issuedUg: Micrograms;
  readonly carriedUg: Micrograms;
  readonly bonusPoints: bigint;
  readonly units: readonly ShareUnits[];
}

interface Row {
  round_id: string;
  programme_id: number;
  taken_ug: string;
  returned_ug: string;
  issued_ug: string;
  carried_ug: string;
  bonus_points: string;
  units: readonly (readonly [string, string])[];
}

/** Shares of a resident, the latest first. */
export async function readMyShares(
  reader: Pick<Reader, 'query'>,
  resident: bigint,
  page: PageRequest,
): Promise<Page<MyShare>> {
  const rows = await reader.query<Row>(
    `select s.*, coalesce(
              (select json_agg(json_build_array(u.issue_round_id::text, u.issued_ug::text) order by u.issue_round_id)
                 from inclusion.pool_unit u where u.resident_id = s.resident_id and u.round_id = s.round_id), '[]') as units
       from inclusion.pool_share s
      where s.resident_id = $1 and ($2::bigint is null or s.round_id < $2) order by s.round_id desc limit $3`,
    [resident.toString(), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(toShare), page.limit, ({ roundId }) => [roundId.toString()]);
}

const toShare = (row: Row): MyShare => ({
  roundId: BigInt(row.round_id),
  programme: row.programme_id,
  takenUg: BigInt(row.taken_ug),
  returnedUg: BigInt(row.returned_ug),
  issuedUg: BigInt(row.issued_ug),
  carriedUg: BigInt(row.carried_ug),
  bonusPoints: BigInt(row.bonus_points),
  units: row.units.map(([round, ug]) => ({ issueRoundId: BigInt(round), issuedUg: BigInt(ug) })),
});

/** What a resident has in a programme: to give, given, in units, waiting in the pool, and whether its consent stands. */
export interface MyPooling {
  readonly programme: number;
  readonly claimableUg: Micrograms;
  readonly pooledUg: Micrograms;
  readonly issuedUg: Micrograms;
  readonly carriedUg: Micrograms;
}

/**
 * Where a resident stands, by programme. What waits for its fold counts as claimable: it is the resident's already, and is
 * pooled when it is folded.
 */
export async function readMyPooling(reader: Pick<Reader, 'query'>, resident: bigint): Promise<MyPooling[]> {
  const rows = await reader.query<Record<'programme' | 'earned' | 'pooled' | 'issued' | 'carried', string>>(
    `select m.programme_id as programme,
            coalesce((select sum(n.poolable_ug) from inclusion.resident_month n
                       where n.resident_id = m.resident_id and n.programme_id = m.programme_id), 0)
              + coalesce((select sum(u.poolable_ug) from inclusion.unfolded u
                           where u.resident_id = m.resident_id and u.programme_id = m.programme_id), 0) as earned,
            coalesce(p.pooled_ug, 0) as pooled, coalesce(s.issued, 0) as issued, coalesce(s.carried, 0) as carried
       from inclusion.membership m
       left join inclusion.pooled p on p.resident_id = m.resident_id and p.programme_id = m.programme_id
       left join lateral (
         select sum(s.issued_ug) as issued, sum(s.carried_ug) as carried from inclusion.pool_share s
          where s.resident_id = m.resident_id and s.programme_id = m.programme_id) s on true
      where m.resident_id = $1 order by m.programme_id`,
    [resident.toString()],
  );
  return rows.map((row) => {
    const [earned, pooledUg] = [BigInt(row.earned), BigInt(row.pooled)];
    return {
      ...{ programme: Number(row.programme), pooledUg },
      // a correction after pooling is made good by what comes next
      claimableUg: earned > pooledUg ? earned - pooledUg : 0n,
      ...{ issuedUg: BigInt(row.issued), carriedUg: BigInt(row.carried) },
    };
  });
}
