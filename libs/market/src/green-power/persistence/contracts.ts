import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';

/** Energy of one plant for one demand: what is paid is what its meter shows. */
export interface PowerContract {
  readonly id: string;
  readonly startsAt: Date;
  readonly demandId: string;
  readonly offerId: string;
  readonly assetId: string;
  readonly assetNumber: string;
  readonly kind: string;
  readonly buyerFunds: string;
  readonly sellerFunds: string;
  readonly energyWh: bigint;
  readonly price: bigint;
  readonly keptFen: bigint;
  readonly rulePack: string;
}

export async function insertContracts(tx: Transaction, contracts: readonly PowerContract[]): Promise<void> {
  const all = <T>(pick: (contract: PowerContract) => T) => contracts.map(pick);
  await tx.query(
    `insert into market.power_contract (id, starts_at, demand_id, offer_id, asset_id, asset_number, kind, buyer_funds,
        seller_funds, energy_wh, price, kept_fen, rule_pack)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[])`,
    [
      all((c) => c.id),
      all((c) => c.startsAt.toISOString()),
      all((c) => c.demandId),
      all((c) => c.offerId),
      all((c) => c.assetId),
      all((c) => c.assetNumber),
      all((c) => c.kind),
      all((c) => c.buyerFunds),
      all((c) => c.sellerFunds),
      all((c) => c.energyWh.toString()),
      all((c) => c.price.toString()),
      all((c) => c.keptFen.toString()),
      all((c) => c.rulePack),
    ],
  );
}

/** Ends offers, with what was sold of each. */
export async function endOffers(
  tx: Transaction,
  offers: readonly { readonly id: string; readonly soldWh: bigint }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `update market.power_offer o set state = 'cleared', ended_at = $3, sold_wh = e.sold_wh
       from unnest($1::uuid[], $2::bigint[]) as e (id, sold_wh) where o.id = e.id`,
    [offers.map(({ id }) => id), offers.map(({ soldWh }) => soldWh.toString()), now],
  );
}

/** Ends demands, with what they got and what its contracts keep apart; where that is everything, nothing is to go back. */
export async function endDemands(
  tx: Transaction,
  demands: readonly { readonly id: string; readonly matchedWh: bigint; readonly keptFen: bigint }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `update market.power_demand d
        set state = 'cleared', ended_at = $4, matched_wh = e.matched_wh, kept_fen = e.kept_fen,
            returned_at = case when e.kept_fen = d.set_apart_fen then $4::timestamptz end
       from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as e (id, matched_wh, kept_fen) where d.id = e.id`,
    [
      demands.map(({ id }) => id),
      demands.map(({ matchedWh }) => matchedWh.toString()),
      demands.map(({ keptFen }) => keptFen.toString()),
      now,
    ],
  );
}

/** Money of a demand that nothing was contracted for. */
export interface MoneyToReturn {
  readonly id: string;
  readonly fundsAccount: string;
  readonly fen: bigint;
}

/** Locked, those that were tried in vain (`failed`) apart from the others; another process takes others. */
export async function takeReturns(tx: Transaction, limit: number, failed: boolean): Promise<MoneyToReturn[]> {
  const rows = await tx.query<{ id: string; funds_account: string; fen: string }>(
    `select id, funds_account, set_apart_fen - kept_fen as fen from market.power_demand
      where state = 'cleared' and returned_at is null and (failure is not null) = $2
      order by seq limit $1 for no key update skip locked`,
    [limit, failed],
  );
  return rows.map((row) => ({ id: row.id, fundsAccount: row.funds_account, fen: BigInt(row.fen) }));
}

export async function noteReturned(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  await tx.query('update market.power_demand set returned_at = $2 where id = any($1::uuid[])', [ids, now]);
}

/** A contract whose energy was metered, or whose reading never came. */
export interface ContractToPay {
  readonly id: string;
  readonly buyerFunds: string;
  readonly sellerFunds: string;
  readonly keptFen: bigint;
  readonly dueFen: bigint;
}

/** As `takeReturns`. */
export async function takeDue(tx: Transaction, limit: number, failed: boolean): Promise<ContractToPay[]> {
  const rows = await tx.query<{
    id: string;
    buyer_funds: string;
    seller_funds: string;
    kept_fen: string;
    due_fen: string;
  }>(
    `select id, buyer_funds, seller_funds, kept_fen, due_fen from market.power_contract
      where delivered_wh is not null and settled_at is null and (failure is not null) = $2
      order by seq limit $1 for no key update skip locked`,
    [limit, failed],
  );
  return rows.map((row) => ({
    ...{ id: row.id, buyerFunds: row.buyer_funds, sellerFunds: row.seller_funds },
    ...{ keptFen: BigInt(row.kept_fen), dueFen: BigInt(row.due_fen) },
  }));
}

export async function notePaid(
  tx: Transaction,
  paid: readonly { readonly id: string; readonly transactionId: bigint | undefined }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `update market.power_contract c set settled_at = $3, transaction_id = p.transaction_id
       from unnest($1::uuid[], $2::bigint[]) as p (id, transaction_id) where c.id = p.id`,
    [paid.map(({ id }) => id), paid.map(({ transactionId }) => transactionId?.toString() ?? null), now],
  );
}

export async function noteFailure(
  tx: Transaction,
  table: 'power_contract' | 'power_demand',
  id: string,
  code: string,
): Promise<void> {
  await tx.query(`update market.${table} set failure = $2 where id = $1`, [id, code]);
}

/** Contracts of plants in intervals, not metered yet, by plant and interval. */
export async function readUnmetered(
  reader: Reader,
  plants: readonly { readonly startsAt: Date; readonly assetId: string }[],
): Promise<
  readonly {
    readonly id: string;
    readonly startsAt: Date;
    readonly assetId: string;
    readonly energyWh: bigint;
    readonly price: bigint;
  }[]
> {
  const rows = await reader.query<{
    id: string;
    starts_at: Date;
    asset_id: string;
    energy_wh: string;
    price: string;
  }>(
    `select c.id, c.starts_at, c.asset_id, c.energy_wh, c.price
       from unnest($1::timestamptz[], $2::uuid[]) as p (starts_at, asset_id)
       join market.power_contract c on c.starts_at = p.starts_at and c.asset_id = p.asset_id
      where c.delivered_wh is null order by c.seq`,
    [plants.map(({ startsAt }) => startsAt.toISOString()), plants.map(({ assetId }) => assetId)],
  );
  return rows.map((row) => ({
    ...{ id: row.id, startsAt: row.starts_at, assetId: row.asset_id },
    ...{ energyWh: BigInt(row.energy_wh), price: BigInt(row.price) },
  }));
}

export async function noteMetered(
  tx: Transaction,
  metered: readonly { readonly id: string; readonly deliveredWh: bigint; readonly dueFen: bigint }[],
): Promise<void> {
  await tx.query(
    `update market.power_contract c set delivered_wh = m.delivered_wh, due_fen = m.due_fen
       from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as m (id, delivered_wh, due_fen) where c.id = m.id`,
    [
      metered.map(({ id }) => id),
      metered.map(({ deliveredWh }) => deliveredWh.toString()),
      metered.map(({ dueFen }) => dueFen.toString()),
    ],
  );
}

/** Nothing is due for what no reading came of in time. @returns how many contracts */
export async function noteUnread(tx: Transaction, starts: readonly Date[]): Promise<number> {
  if (starts.length === 0) return 0;
  const rows = await tx.query(
    `update market.power_contract set delivered_wh = 0, due_fen = 0, unread = true
      where starts_at = any($1::timestamptz[]) and delivered_wh is null returning id`,
    [starts.map((start) => start.toISOString())],
  );
  return rows.length;
}

/** @returns the plants whose reading was there already */
export async function insertReadings(
  tx: Transaction,
  readings: readonly { readonly startsAt: Date; readonly assetId: string; readonly energyWh: bigint }[],
  by: { readonly partnerId: string; readonly actor: string },
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ starts_at: Date; asset_id: string }>(
    `insert into market.power_reading (starts_at, asset_id, energy_wh, partner_id, given_by, received_at)
     select starts_at, asset_id, energy_wh, $4, $5, $6
       from unnest($1::timestamptz[], $2::uuid[], $3::bigint[]) as given (starts_at, asset_id, energy_wh)
     on conflict (starts_at, asset_id) do nothing returning starts_at, asset_id`,
    [
      readings.map(({ startsAt }) => startsAt.toISOString()),
      readings.map(({ assetId }) => assetId),
      readings.map(({ energyWh }) => energyWh.toString()),
      ...[by.partnerId, by.actor, now],
    ],
  );
  const written = new Set(rows.map((row) => plantKey(row.starts_at, row.asset_id)));
  return new Set(
    readings.map(({ startsAt, assetId }) => plantKey(startsAt, assetId)).filter((key) => !written.has(key)),
  );
}

/** Names a plant in an interval. */
export const plantKey = (startsAt: Date, assetId: string): string => `${startsAt.toISOString()} ${assetId}`;
