import type { Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { Preference, Source } from '../../domain/green-power/index';

export const POWER_ORDER_STATES = ['placed', 'withdrawn', 'cleared'] as const;
export type PowerOrderState = (typeof POWER_ORDER_STATES)[number];

/** Energy a plant offers in an interval. */
export interface PowerOffer {
  readonly id: string;
  readonly seq: string;
  readonly startsAt: Date;
  readonly assetId: string;
  readonly assetNumber: string;
  readonly kind: string;
  /** The holder of the account that is paid. */
  readonly holderId: string;
  readonly fundsAccount: string;
  readonly energyWh: bigint;
  readonly price: bigint;
  readonly state: PowerOrderState;
  readonly soldWh: bigint | null;
  readonly placedAt: Date;
}

/** Energy that somebody wants in an interval. */
export interface PowerDemand {
  readonly id: string;
  readonly seq: string;
  readonly startsAt: Date;
  readonly holderId: string;
  readonly fundsAccount: string;
  readonly energyWh: bigint;
  readonly preferences: readonly Preference[];
  readonly setApartFen: bigint;
  readonly state: PowerOrderState;
  readonly matchedWh: bigint | null;
  readonly keptFen: bigint | null;
  readonly returnedAt: Date | null;
  readonly placedAt: Date;
}

interface OfferRow {
  id: string;
  seq: string;
  starts_at: Date;
  asset_id: string;
  asset_number: string;
  kind: string;
  holder_id: string;
  funds_account: string;
  energy_wh: string;
  price: string;
  state: PowerOrderState;
  sold_wh: string | null;
  placed_at: Date;
}

interface DemandRow {
  id: string;
  seq: string;
  starts_at: Date;
  holder_id: string;
  funds_account: string;
  energy_wh: string;
  preferences: readonly { readonly of: Source; readonly highest: string }[];
  set_apart_fen: string;
  state: PowerOrderState;
  matched_wh: string | null;
  kept_fen: string | null;
  returned_at: Date | null;
  placed_at: Date;
}

const SELECT_OFFER = `select o.id, o.seq, o.starts_at, o.asset_id, o.asset_number, o.kind, h.holder_id, o.funds_account,
    o.energy_wh, o.price, o.state, o.sold_wh, o.placed_at
  from market.power_offer o join ledger.account h on h.number = o.funds_account`;
const SELECT_DEMAND = `select d.id, d.seq, d.starts_at, h.holder_id, d.funds_account, d.energy_wh, d.preferences,
    d.set_apart_fen, d.state, d.matched_wh, d.kept_fen, d.returned_at, d.placed_at
  from market.power_demand d join ledger.account h on h.number = d.funds_account`;

const whole = (text: string | null) => (text === null ? null : BigInt(text));

const toOffer = (row: OfferRow): PowerOffer => ({
  ...{ id: row.id, seq: row.seq, startsAt: row.starts_at, assetId: row.asset_id },
  ...{ assetNumber: row.asset_number, kind: row.kind, holderId: row.holder_id },
  ...{ fundsAccount: row.funds_account, energyWh: BigInt(row.energy_wh), price: BigInt(row.price) },
  ...{ state: row.state, soldWh: whole(row.sold_wh), placedAt: row.placed_at },
});

const toDemand = (row: DemandRow): PowerDemand => ({
  ...{ id: row.id, seq: row.seq, startsAt: row.starts_at, holderId: row.holder_id },
  ...{ fundsAccount: row.funds_account, energyWh: BigInt(row.energy_wh) },
  preferences: row.preferences.map(({ of, highest }) => ({ of, highest: BigInt(highest) })),
  ...{ setApartFen: BigInt(row.set_apart_fen), state: row.state, matchedWh: whole(row.matched_wh) },
  ...{ keptFen: whole(row.kept_fen), returnedAt: row.returned_at, placedAt: row.placed_at },
});

/** @returns false where the plant has an offer there already */
export async function insertOffer(
  tx: Transaction,
  offer: Pick<
    PowerOffer,
    'id' | 'startsAt' | 'assetId' | 'assetNumber' | 'kind' | 'fundsAccount' | 'energyWh' | 'price'
  >,
  by: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into market.power_offer (id, starts_at, asset_id, asset_number, kind, funds_account, energy_wh, price, placed_by,
        placed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (starts_at, asset_id) where state <> 'withdrawn' do nothing returning id`,
    [
      ...[offer.id, offer.startsAt, offer.assetId, offer.assetNumber, offer.kind, offer.fundsAccount],
      ...[offer.energyWh, offer.price, by, now],
    ],
  );
  return rows.length === 1;
}

export async function insertDemand(
  tx: Transaction,
  demand: Pick<PowerDemand, 'id' | 'startsAt' | 'fundsAccount' | 'energyWh' | 'preferences' | 'setApartFen'>,
  by: string,
  now: Date,
): Promise<void> {
  const preferences = demand.preferences.map(({ of, highest }) => ({ of, highest: highest.toString() }));
  await tx.query(
    `insert into market.power_demand (id, starts_at, funds_account, energy_wh, preferences, set_apart_fen, placed_by, placed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[demand.id, demand.startsAt, demand.fundsAccount, demand.energyWh, JSON.stringify(preferences)],
      ...[demand.setApartFen, by, now],
    ],
  );
}

export async function lockOffer(tx: Transaction, id: string): Promise<PowerOffer | undefined> {
  await tx.query('select from market.power_offer where id = $1 for no key update', [id]);
  const [row] = await tx.query<OfferRow>(`${SELECT_OFFER} where o.id = $1`, [id]);
  return row === undefined ? undefined : toOffer(row);
}

export async function lockDemand(tx: Transaction, id: string): Promise<PowerDemand | undefined> {
  await tx.query('select from market.power_demand where id = $1 for no key update', [id]);
  const [row] = await tx.query<DemandRow>(`${SELECT_DEMAND} where d.id = $1`, [id]);
  return row === undefined ? undefined : toDemand(row);
}

export async function noteWithdrawn(
  tx: Transaction,
  table: 'power_offer' | 'power_demand',
  id: string,
  now: Date,
): Promise<void> {
  await tx.query(`update market.${table} set state = 'withdrawn', ended_at = $2 where id = $1`, [id, now]);
}

/** What stands for an interval, in the order of entry. */
export async function readStanding(
  reader: Reader,
  startsAt: Date,
): Promise<{ readonly offers: PowerOffer[]; readonly demands: PowerDemand[] }> {
  const offers = await reader.query<OfferRow>(
    `${SELECT_OFFER} where o.starts_at = $1 and o.state = 'placed' order by o.seq`,
    [startsAt],
  );
  const demands = await reader.query<DemandRow>(
    `${SELECT_DEMAND} where d.starts_at = $1 and d.state = 'placed' order by d.seq`,
    [startsAt],
  );
  return { offers: offers.map(toOffer), demands: demands.map(toDemand) };
}

export interface PowerOrderFilter {
  readonly startsAt?: Date | undefined;
  readonly state?: PowerOrderState | undefined;
  /** Without what was taken back. */
  readonly standing?: boolean;
}

/** Offers of some holders (of all where null), the latest first. */
export async function readOffers(
  reader: Reader,
  holders: readonly string[] | null,
  page: PageRequest,
  { startsAt, state, standing = false }: PowerOrderFilter,
): Promise<Page<PowerOffer>> {
  const rows = await reader.query<OfferRow>(
    `${SELECT_OFFER} where ($1::uuid[] is null or h.holder_id = any($1)) and ($2::timestamptz is null or o.starts_at = $2)
        and ($3::text is null or o.state = $3) and (o.state <> 'withdrawn' or not $6) and o.seq < coalesce($4::bigint, 9223372036854775807)
      order by o.seq desc limit $5`,
    [holders, startsAt ?? null, state ?? null, page.after?.[0] ?? null, page.limit + 1, standing],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toOffer) };
}

/** Demands alike. */
export async function readDemands(
  reader: Reader,
  holders: readonly string[] | null,
  page: PageRequest,
  { startsAt, state }: PowerOrderFilter,
): Promise<Page<PowerDemand>> {
  const rows = await reader.query<DemandRow>(
    `${SELECT_DEMAND} where ($1::uuid[] is null or h.holder_id = any($1)) and ($2::timestamptz is null or d.starts_at = $2)
        and ($3::text is null or d.state = $3) and d.seq < coalesce($4::bigint, 9223372036854775807)
      order by d.seq desc limit $5`,
    [holders, startsAt ?? null, state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toDemand) };
}

/** An order, or a contract, of an account that is not settled. */
export async function hasOpenPower(reader: Reader, account: string): Promise<boolean> {
  const rows = await reader.query(
    `select 1 from market.power_offer where funds_account = $1 and state = 'placed'
     union all
     select 1 from market.power_demand
      where funds_account = $1 and (state = 'placed' or (state = 'cleared' and returned_at is null))
     union all
     select 1 from market.power_contract where buyer_funds = $1 and settled_at is null
     union all
     select 1 from market.power_contract where seller_funds = $1 and settled_at is null
     limit 1`,
    [account],
  );
  return rows.length > 0;
}
