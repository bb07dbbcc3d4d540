import type { Reader } from '@carbon/database';

export const TRADABLE_STATES = ['trading', 'halted', 'delisted'] as const;
export type TradableState = (typeof TRADABLE_STATES)[number];

/** An instrument that a market admitted. */
export interface Tradable {
  readonly instrument: string;
  readonly market: string;
  readonly state: TradableState;
  /** What counts as its previous close before its first day is closed, fen per unit. */
  readonly referencePriceFen: bigint;
  /** What it is, as the ledger has it. */
  readonly kind: string;
  readonly scheme: string | null;
  readonly unit: string;
}

interface Row {
  instrument: string;
  market: string;
  state: TradableState;
  reference_price_fen: string;
  kind: string;
  scheme: string | null;
  unit: string;
}

const COLUMNS = `t.instrument, t.market, t.state, t.reference_price_fen, i.kind, i.scheme, i.unit
  from market.tradable t join ledger.instrument i on i.code = t.instrument`;

/** Every instrument a market admitted, delisted ones too, by code. */
export async function readTradables(
  reader: Pick<Reader, 'query'>,
  market: string,
): Promise<ReadonlyMap<string, Tradable>> {
  const rows = await reader.query<Row>(`select ${COLUMNS} where t.market = $1 order by t.instrument`, [
    market,
  ]);
  return new Map(rows.map((row) => [row.instrument, tradable(row)]));
}

/** One instrument, in whatever market. */
export async function findTradable(
  reader: Pick<Reader, 'query'>,
  instrument: string,
): Promise<Tradable | undefined> {
  const [row] = await reader.query<Row>(`select ${COLUMNS} where t.instrument = $1`, [instrument]);
  return row === undefined ? undefined : tradable(row);
}

const tradable = (row: Row): Tradable => ({
  ...{ instrument: row.instrument, market: row.market, state: row.state },
  referencePriceFen: BigInt(row.reference_price_fen),
  ...{ kind: row.kind, scheme: row.scheme, unit: row.unit },
});
