import type { Transaction } from '@carbon/database';
import type { ChinaMonth } from '@carbon/kernel';
import type { Wh } from '../domain/energy';
import type { SettlementRow } from '../domain/csv/settlements-csv';

export interface NewSettlement {
  readonly id: string;
  readonly plantId: string;
  readonly month: ChinaMonth;
  readonly buyerAccount: string;
  readonly contract: string;
  readonly energyWh: Wh;
  readonly certificates: bigint;
  readonly priceFen: bigint;
  readonly transactionId: bigint | null;
}

/** Writes settled rows, all in one statement. */
export async function insertSettlements(
  tx: Transaction,
  rows: readonly NewSettlement[],
  { actor, at }: { readonly actor: string; readonly at: Date },
): Promise<void> {
  await tx.query(
    `insert into certificates.green_power_settlement
       (id, plant_id, month, buyer_account, contract, energy_wh, certificates, price_fen, transaction_id, imported_by,
        imported_at)
     select r.*, $10, $11 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[],
       $7::bigint[], $8::bigint[], $9::bigint[]) as r`,
    [
      rows.map(({ id }) => id),
      rows.map(({ plantId }) => plantId),
      rows.map(({ month }) => month),
      rows.map(({ buyerAccount }) => buyerAccount),
      rows.map(({ contract }) => contract),
      rows.map(({ energyWh }) => energyWh.toString()),
      rows.map(({ certificates }) => certificates.toString()),
      rows.map(({ priceFen }) => priceFen.toString()),
      rows.map(({ transactionId }) => transactionId?.toString() ?? null),
      actor,
      at,
    ],
  );
}

/** What rows were settled for before, by their lines: energy and price. */
export async function settledBefore(
  tx: Transaction,
  rows: readonly SettlementRow[],
): Promise<ReadonlyMap<number, { readonly energyWh: bigint; readonly priceFen: bigint }>> {
  const found = await tx.query<{ line: number; energy_wh: string; price_fen: string }>(
    `select r.line, s.energy_wh, s.price_fen
       from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[]) as r(line, plant, month, buyer, contract)
       join certificates.plant p on p.short_code = r.plant
       join certificates.green_power_settlement s on s.plant_id = p.id and s.month = r.month
        and s.buyer_account = r.buyer and s.contract = r.contract`,
    [
      rows.map(({ line }) => line),
      rows.map(({ plant }) => plant),
      rows.map(({ month }) => month),
      rows.map(({ buyer }) => buyer),
      rows.map(({ contract }) => contract),
    ],
  );
  return new Map(
    found.map((row) => [row.line, { energyWh: BigInt(row.energy_wh), priceFen: BigInt(row.price_fen) }]),
  );
}
