import type { Reader } from '@carbon/database';
import type { SerialRange, SourceRange } from '../domain/commands';
import { type Part, partOf } from '../domain/vocabulary';

/** Units of one issuance that stand for a piece of a source, and where they are. */
export interface SourceHolding {
  /** Position in the list of ranges that were asked for. */
  readonly asked: number;
  readonly instrument: string;
  readonly scheme: string;
  readonly issuance: bigint;
  /** The piece of the range asked for that the issuance stands for. */
  readonly source: SourceRange;
  readonly places: readonly SourcePlace[];
}

export interface SourcePlace {
  readonly account: string;
  /** `holding`, or where units end: `retirement`, `cancellation` … */
  readonly accountKind: string;
  readonly holderId: string | null;
  readonly part: Part;
  readonly serials: SerialRange;
  /** What of `source` these serials stand for. */
  readonly source: SourceRange;
  /** The transfer that brought them there; the issuance's own when they never left. */
  readonly journalId: bigint;
}

interface Row {
  at: number;
  ordinal: number;
  instrument: string;
  scheme: string;
  issuance: string;
  key: string;
  from_unit: string;
  to_unit: string;
  account: string | null;
  kind: string;
  holder_id: string | null;
  part: number;
  first: string;
  last: string;
  place_from: string;
  place_to: string;
  journal_id: string;
}

/**
 * Where the units are that stand for any of these ranges, in the order given. What was given back stands for nothing and
 * is not told. Units without serials are told without their place.
 */
export async function sourceHoldings(
  reader: Reader,
  ranges: readonly SourceRange[],
): Promise<SourceHolding[]> {
  const rows = await reader.query<Row>(HOLDINGS, [
    ranges.map(({ key }) => key),
    ranges.map(({ from }) => from.toString()),
    ranges.map(({ to }) => to.toString()),
  ]);
  const holdings = new Map<string, SourceHolding & { readonly places: SourcePlace[] }>();
  for (const row of rows) {
    const name = `${row.at}/${row.issuance}/${row.ordinal}`;
    const holding = holdings.get(name) ?? toHolding(row);
    holdings.set(name, holding);
    if (row.account !== null) holding.places.push(toPlace(row, row.account));
  }
  return [...holdings.values()];
}

const toHolding = (row: Row) => ({
  asked: row.at,
  instrument: row.instrument,
  scheme: row.scheme,
  issuance: BigInt(row.issuance),
  source: { key: row.key, from: BigInt(row.from_unit), to: BigInt(row.to_unit) },
  places: [],
});

const toPlace = (row: Row, account: string): SourcePlace => ({
  account,
  accountKind: row.kind,
  holderId: row.holder_id,
  part: partOf(row.part),
  serials: { first: BigInt(row.first), last: BigInt(row.last) },
  source: { key: row.key, from: BigInt(row.place_from), to: BigInt(row.place_to) },
  journalId: BigInt(row.journal_id),
});

/**
 * `shift` turns a unit of the source into its place in the whole that the issuance stands for: its serials follow one
 * another along it, `per_unit` each. A unit that stands for two ranges is told with each.
 */
const HOLDINGS = `
  with hit as (
    select w.at::int - 1 as at, s.ordinal, i.id as issuance, i.instrument_id, u.code, u.scheme,
           u.source_per_unit as per_unit, s.source_key as key, i.first_serial, i.last_serial,
           greatest(w.lo, s.from_unit) as lo, least(w.hi, s.to_unit) as hi,
           (select coalesce(sum(b.to_unit - b.from_unit), 0)::bigint from ledger.source_range b
             where b.issuance_id = s.issuance_id and b.ordinal < s.ordinal) - s.from_unit as shift
      from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality as w(key, lo, hi, at)
      join ledger.source_range s on s.source_key = w.key and not s.released
       and int8range(s.from_unit, s.to_unit) && int8range(w.lo, greatest(w.lo, w.hi))
      join ledger.issuance i on i.id = s.issuance_id
      join ledger.instrument u on u.id = i.instrument_id
  ), run as (
    select *, case when per_unit is null then first_serial else first_serial + (lo + shift) / per_unit end as first,
           case when per_unit is null then last_serial else first_serial + (hi - 1 + shift) / per_unit end as last
      from hit
  )
  select r.at, r.ordinal, r.code as instrument, r.scheme, r.issuance, r.key, r.lo as from_unit, r.hi as to_unit,
         a.number as account, a.kind, a.holder_id, b.part, b.journal_id,
         greatest(b.first_serial, r.first) as first, least(b.last_serial, r.last) as last,
         case when r.per_unit is null then r.lo else greatest(r.lo,
           (greatest(b.first_serial, r.first) - r.first_serial) * r.per_unit - r.shift) end as place_from,
         case when r.per_unit is null then r.hi else least(r.hi,
           (least(b.last_serial, r.last) - r.first_serial + 1) * r.per_unit - r.shift) end as place_to
    from run r
    left join lateral (
      (select * from ledger.block b where b.instrument_id = r.instrument_id and b.first_serial <= r.first
        order by b.first_serial desc limit 1)
      union
      select * from ledger.block b
       where b.instrument_id = r.instrument_id and b.first_serial > r.first and b.first_serial <= r.last) b
      on b.last_serial >= r.first
    left join ledger.account a on a.id = b.account_id
   order by r.at, r.lo, r.issuance, r.ordinal, b.first_serial`;

/** What of the ranges backs nothing: in the order given, and within a range from its beginning. */
export async function freeSourceRanges(
  reader: Reader,
  ranges: readonly SourceRange[],
): Promise<SourceRange[]> {
  const rows = await reader.query<{ key: string; from_unit: string; to_unit: string }>(
    `select w.key, lower(f.span) as from_unit, upper(f.span) as to_unit
       from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality as w(key, lo, hi, at)
      cross join lateral unnest(int8multirange(int8range(w.lo, greatest(w.lo, w.hi))) - coalesce((
        select range_agg(int8range(s.from_unit, s.to_unit)) from ledger.source_range s
         where s.source_key = w.key and not s.released
           and int8range(s.from_unit, s.to_unit) && int8range(w.lo, greatest(w.lo, w.hi))), '{}'::int8multirange))
        as f(span)
      order by w.at, 2`,
    [ranges.map(({ key }) => key), ranges.map((r) => r.from.toString()), ranges.map((r) => r.to.toString())],
  );
  return rows.map((row) => ({ key: row.key, from: BigInt(row.from_unit), to: BigInt(row.to_unit) }));
}
