import type { Reader } from '@carbon/database';
import type { Micrograms } from '@carbon/kernel';
import type { Programme } from '../../programmes/programme';

/** What residents of a programme gave together. */
export interface PoolingTotals {
  readonly rounds: number;
  /** In the largest round: below the smallest group nothing is told of amounts. */
  readonly mostResidents: number;
  readonly pooledUg: Micrograms;
  readonly issuedUg: Micrograms;
  readonly carriedUg: Micrograms;
  readonly tonnes: bigint;
}

/** From the rounds, which are few. */
export async function readTotals(
  reader: Pick<Reader, 'query'>,
  programme: Pick<Programme, 'id'>,
): Promise<PoolingTotals> {
  const [row] = await reader.query<
    Record<'rounds' | 'most' | 'pooled' | 'issued' | 'carried' | 'tonnes', string>
  >(
    `select count(*) as rounds, coalesce(max(residents), 0) as most,
            coalesce(sum(issued_ug + carried_ug), 0) as pooled, coalesce(sum(issued_ug), 0) as issued,
            coalesce(sum(carried_ug), 0) as carried, coalesce(sum(tonnes), 0) as tonnes
       from inclusion.pool_round where programme_id = $1 and state <> 'returned'`,
    [programme.id],
  );
  return {
    rounds: Number(row?.rounds ?? 0),
    mostResidents: Number(row?.most ?? 0),
    pooledUg: BigInt(row?.pooled ?? 0),
    issuedUg: BigInt(row?.issued ?? 0),
    carriedUg: BigInt(row?.carried ?? 0),
    tonnes: BigInt(row?.tonnes ?? 0),
  };
}
