import type { Transaction } from '@carbon/database';
import type { SerialRange } from '@carbon/ledger';
import type { TransferTerms } from '../domain/transfer-ground';

export interface NewTrade {
  readonly transactionId: bigint;
  readonly from: string;
  readonly to: string;
  readonly terms: TransferTerms;
  readonly at: Date;
  readonly moved: readonly { readonly instrument: string; readonly range: SerialRange }[];
}

/** One row a run of serials (GEC-019). */
export async function recordTrade(tx: Transaction, trade: NewTrade): Promise<void> {
  const { transactionId, from, to, terms, at, moved } = trade;
  await tx.query(
    `insert into certificates.trade
       (transaction_id, instrument, first_serial, last_serial, ground, form, from_account, to_account, price_fen,
        reference, contract_hash, proof_hash, site, traded_at)
     select $4, r.*, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
       from unnest($1::text[], $2::bigint[], $3::bigint[]) as r`,
    [
      moved.map(({ instrument }) => instrument),
      moved.map(({ range }) => range.first.toString()),
      moved.map(({ range }) => range.last.toString()),
      transactionId.toString(),
      terms.ground,
      terms.form ?? null,
      from,
      to,
      terms.priceFen?.toString() ?? null,
      terms.reference ?? null,
      terms.contractHash ?? null,
      terms.proofHash ?? null,
      terms.site ?? null,
      at,
    ],
  );
}
