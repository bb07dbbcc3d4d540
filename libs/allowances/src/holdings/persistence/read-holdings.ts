import type { Reader } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { PARTS } from '@carbon/ledger';
import { allowanceScheme } from '../domain/allowance-scheme';
import { placesOf, positionOf, type SubBalance, SUB_BALANCES } from '../domain/sub-balances';

/** A holder's position in one vintage, in its sub-balances. */
export interface Holding {
  readonly instrument: string;
  /** The vintage, as the instrument has it. */
  readonly vintage: string | null;
  readonly parts: Readonly<Record<SubBalance, bigint>>;
  readonly position: bigint;
}

export interface HoldingQuery {
  readonly holderId: string;
  readonly market: string;
  /** As it was at this moment, what was recorded then included; now when absent. */
  readonly at?: Date | undefined;
  /** Only these instruments; all when absent. */
  readonly instruments?: readonly string[] | undefined;
}

type Row = { code: string; period: string | null } & Record<SubBalance, string>;

/** From where it stands now: one row a balance. */
const NOW = {
  from: 'ledger.balance b',
  when: 'true or $5::timestamptz is null',
  sum: (name: SubBalance) =>
    placesOf(name).map(({ side, part }) => `sum(b.${part}) filter (where ${ON[side]})`),
};
/** From the postings and nothing else: what was recorded up to and including the moment counts. */
const THEN = {
  from: 'ledger.posting b',
  when: 'b.recorded_at <= $5',
  sum: (name: SubBalance) =>
    placesOf(name).map(
      ({ side, part }) => `sum(b.change) filter (where ${ON[side]} and b.part = ${PARTS.indexOf(part)})`,
    ),
};
const ON = { registry: `a.kind <> 'exchange'`, exchange: `a.kind = 'exchange'` } as const;

/** The allowances of a holder by vintage and instrument, over all of its accounts; never one number for several (ETS-008). */
export async function readHoldings(
  reader: Reader,
  { holderId, market, at, instruments }: HoldingQuery,
  page: PageRequest,
): Promise<Page<Holding>> {
  const source = at === undefined ? NOW : THEN;
  const columns = SUB_BALANCES.map(
    (name) =>
      `(${source
        .sum(name)
        .map((sum) => `coalesce(${sum}, 0)`)
        .join(' + ')})::text as "${name}"`,
  );
  const rows = await reader.query<Row>(
    `select i.code, i.period, ${columns.join(', ')}
       from ledger.account a join ${source.from} on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id
      where a.holder_id = $1 and i.kind = 'allowance' and i.scheme = $2 and i.code > $3
        and (${source.when}) and ($6::text[] is null or i.code = any($6))
      group by i.code, i.period order by i.code limit $4`,
    [
      holderId,
      allowanceScheme(market),
      page.after?.[0] ?? '',
      page.limit + 1,
      at ?? null,
      instruments ?? null,
    ],
  );
  return toPage(rows.map(holdingOf), page.limit, ({ instrument }) => [instrument]);
}

function holdingOf(row: Row): Holding {
  const parts = Object.fromEntries(SUB_BALANCES.map((name) => [name, BigInt(row[name])])) as Record<
    SubBalance,
    bigint
  >;
  return { instrument: row.code, vintage: row.period, parts, position: positionOf(parts) };
}
