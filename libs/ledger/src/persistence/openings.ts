import type { Transaction } from '@carbon/database';
import { accountNumber } from '../domain/account-number';
import type { AccountKind, InstrumentKind } from '../domain/vocabulary';

export interface NewInstrument {
  readonly code: string;
  readonly kind: InstrumentKind;
  /** What one unit is: `certificate`, `tCO2e`, `fen`, `point`. */
  readonly unit: string;
  readonly scheme: string;
  /** Vintage or production month. */
  readonly period?: string;
  readonly serialised: boolean;
  /** Units of the source one unit stands for, e.g. Wh. */
  readonly sourcePerUnit?: bigint;
  readonly cap?: bigint;
}

/** Makes an instrument known; one that is known already stays as it is. */
export async function defineInstrument(tx: Transaction, instrument: NewInstrument): Promise<void> {
  await tx.query(
    `insert into ledger.instrument (code, kind, unit, scheme, period, serialised, source_per_unit, cap)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code) do nothing`,
    [
      instrument.code,
      instrument.kind,
      instrument.unit,
      instrument.scheme,
      instrument.period ?? null,
      instrument.serialised,
      instrument.sourcePerUnit?.toString() ?? null,
      instrument.cap?.toString() ?? null,
    ],
  );
}

/** Opens accounts for holders; returns their numbers in order. */
export async function openAccounts(
  tx: Transaction,
  accounts: readonly { readonly holderId: string; readonly kind: AccountKind }[],
): Promise<string[]> {
  const ids = await tx.query<{ id: number }>(
    `select nextval('ledger.account_id')::int as id from generate_series(1, $1)`,
    [accounts.length],
  );
  const rows = accounts.map((account, at) => {
    const id = ids[at]?.id ?? 0;
    return { ...account, id, number: accountNumber(account.kind, id) };
  });
  await tx.query(
    `insert into ledger.account (id, number, holder_id, kind)
     select * from unnest($1::int[], $2::text[], $3::uuid[], $4::text[])`,
    [rows.map((r) => r.id), rows.map((r) => r.number), rows.map((r) => r.holderId), rows.map((r) => r.kind)],
  );
  return rows.map((row) => row.number);
}
