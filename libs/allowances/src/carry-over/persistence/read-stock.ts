import type { Reader } from '@carbon/database';
import type { CarryOverStock } from '../domain/limit';

interface StockQuery {
  readonly instruments: readonly string[];
  /** What was recorded up to and including this moment counts (ETS-002). */
  readonly at: Date;
  readonly holderIds: readonly string[] | undefined;
}

/** The position of holders in these instruments at a moment, added up from postings and from nothing else (CAR-002). */
export async function readStockOf(
  reader: Reader,
  { instruments, at, holderIds }: StockQuery,
): Promise<ReadonlyMap<string, CarryOverStock>> {
  const rows = await reader.query<{ holder_id: string } & Record<'r' | 'e' | 'j' | 'p' | 'o', string>>(
    `select a.holder_id,
       coalesce(sum(p.change) filter (where p.part = 0 and a.kind <> 'exchange'), 0)::text as r,
       coalesce(sum(p.change) filter (where p.part = 0 and a.kind = 'exchange'), 0)::text as e,
       coalesce(sum(p.change) filter (where p.part = 4), 0)::text as j,
       coalesce(sum(p.change) filter (where p.part = 5), 0)::text as p,
       coalesce(sum(p.change) filter (where p.part in (1, 2, 3)), 0)::text as o
       from ledger.account a
       join ledger.posting p on p.account_id = a.id and p.recorded_at <= $2
      where a.holder_id is not null and ($3::uuid[] is null or a.holder_id = any($3))
        and p.instrument_id in (select id from ledger.instrument where code = any($1))
      group by a.holder_id`,
    [instruments, at, holderIds ?? null],
  );
  return new Map(
    rows.map(({ holder_id: id, r, e, j, p, o }) => [
      id,
      {
        ...{ registryT: BigInt(r), exchangeT: BigInt(e), judicialT: BigInt(j) },
        ...{ pendingT: BigInt(p), otherT: BigInt(o) },
      },
    ]),
  );
}

export const NO_STOCK: CarryOverStock = {
  ...{ registryT: 0n, exchangeT: 0n, judicialT: 0n, pendingT: 0n, otherT: 0n },
};

/** What a court held of an account at a moment, and has released since then (CAR-007); whole tonnes. */
export async function readReleased(
  reader: Reader,
  {
    account,
    instruments,
    since,
  }: { readonly account: string; readonly instruments: readonly string[]; readonly since: Date },
): Promise<{ readonly frozenAtEndT: bigint; readonly releasedSinceT: bigint }> {
  const [row] = await reader.query<{ frozen: string; released: string }>(
    `select coalesce(sum(p.change) filter (where p.recorded_at <= $3), 0)::text as frozen,
       coalesce(-sum(p.change) filter (where p.recorded_at > $3 and p.change < 0 and p.kind = 4), 0)::text as released
       from ledger.posting p
      where p.account_id = (select id from ledger.account where number = $1) and p.part = 4
        and p.instrument_id in (select id from ledger.instrument where code = any($2))`,
    [account, instruments, since],
  );
  return { frozenAtEndT: BigInt(row?.frozen ?? 0), releasedSinceT: BigInt(row?.released ?? 0) };
}
