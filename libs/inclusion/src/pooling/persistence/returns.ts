import type { Transaction } from '@carbon/database';
import type { Micrograms } from '@carbon/kernel';

export type ReturnReason = 'asked' | 'consent-ended';

/** A resident's share of a round, locked. */
export interface LockedShare {
  readonly roundId: bigint;
  readonly takenUg: Micrograms;
  readonly returnedUg: Micrograms;
  readonly issuedUg: Micrograms;
  readonly carriedUg: Micrograms;
}

interface Row {
  round_id: string;
  taken_ug: string;
  returned_ug: string;
  issued_ug: string;
  carried_ug: string;
}

/** Shares of a resident in a programme, oldest first; of one round where it is named. */
export async function lockShares(
  tx: Transaction,
  whose: { readonly resident: bigint; readonly programme: number; readonly roundId?: bigint },
): Promise<LockedShare[]> {
  const rows = await tx.query<Row>(
    `select round_id, taken_ug, returned_ug, issued_ug, carried_ug from inclusion.pool_share
      where resident_id = $1 and programme_id = $2 and ($3::bigint is null or round_id = $3)
      order by round_id for update`,
    [whose.resident.toString(), whose.programme, whose.roundId?.toString() ?? null],
  );
  return rows.map((row) => ({
    roundId: BigInt(row.round_id),
    takenUg: BigInt(row.taken_ug),
    returnedUg: BigInt(row.returned_ug),
    issuedUg: BigInt(row.issued_ug),
    carriedUg: BigInt(row.carried_ug),
  }));
}

/**
 * Gives back what of a share is in no unit. The evidence of the round goes on: SHA-256 over the one before, the number of
 * the resident and the micrograms, eight bytes each.
 */
export async function returnShare(
  tx: Transaction,
  resident: bigint,
  share: LockedShare,
  why: { readonly reason: ReturnReason; readonly now: Date },
): Promise<void> {
  const [round, who, ug] = [share.roundId.toString(), resident.toString(), share.carriedUg.toString()];
  await tx.query(
    `update inclusion.pool_share set returned_ug = returned_ug + carried_ug, carried_ug = 0
      where round_id = $1 and resident_id = $2`,
    [round, who],
  );
  await tx.query(
    `update inclusion.pool_round
        set returned_ug = returned_ug + $3::bigint, carried_ug = carried_ug - $3::bigint,
            evidence = sha256(evidence || int8send($2::bigint) || int8send($3::bigint)),
            state = case when state = 'told' and carried_ug = $3::bigint then 'returned' else state end
      where id = $1`,
    [round, who, ug],
  );
  await tx.query(
    `insert into inclusion.pool_return (round_id, ordinal, resident_id, returned_ug, reason, returned_at)
     select $1, coalesce(max(ordinal), 0) + 1, $2, $3, $4, $5 from inclusion.pool_return where round_id = $1`,
    [round, who, ug, why.reason, why.now],
  );
}

/** Nothing more is taken of the resident before another consent. */
export async function stopPooling(
  tx: Transaction,
  resident: bigint,
  programmeId: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into inclusion.pooling_stop (resident_id, programme_id, stopped_at) values ($1, $2, $3)
     on conflict (resident_id, programme_id) do update set stopped_at = excluded.stopped_at`,
    [resident.toString(), programmeId, now],
  );
}

/** How many shares of a round came back at their residents' word. */
export async function countReturns(tx: Transaction, roundId: bigint): Promise<number> {
  const [row] = await tx.query<{ count: string }>(
    'select count(*) as count from inclusion.pool_return where round_id = $1',
    [roundId.toString()],
  );
  return Number(row?.count ?? 0);
}
