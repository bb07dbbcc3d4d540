import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';

/** A purchase that somebody proposed, with the money set apart for it. */
export interface Purchase {
  readonly id: string;
  readonly offerId: string;
  /** Where the units go. */
  readonly account: string;
  /** Where the money is set apart. */
  readonly fundsAccount: string;
  readonly quantity: bigint;
  readonly unitPriceFen: bigint;
  readonly amountFen: bigint;
  /** What the buyer pays beside the amount. */
  readonly feeFen: bigint;
  readonly rulePack: string;
  readonly state: 'proposed' | 'settled' | 'abandoned';
}

interface Row {
  id: string;
  offer_id: string;
  account: string;
  funds_account: string;
  quantity: string;
  unit_price_fen: string;
  amount_fen: string;
  fee_fen: string;
  rule_pack: string;
  state: Purchase['state'];
}

export async function insertPurchase(
  tx: Transaction,
  purchase: Omit<Purchase, 'state'>,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into market.purchase (id, offer_id, account, funds_account, quantity, unit_price_fen, amount_fen, fee_fen,
                                  rule_pack, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      purchase.id,
      purchase.offerId,
      purchase.account,
      purchase.fundsAccount,
      purchase.quantity,
      purchase.unitPriceFen,
      purchase.amountFen,
      purchase.feeFen,
      purchase.rulePack,
      by,
      now,
    ],
  );
}

export async function findPurchase(reader: Reader, id: string): Promise<Purchase | undefined> {
  const [row] = await reader.query<Row>(
    `select id, offer_id, account, funds_account, quantity, unit_price_fen, amount_fen, fee_fen, rule_pack, state
       from market.purchase where id = $1`,
    [id],
  );
  return row === undefined
    ? undefined
    : {
        id: row.id,
        offerId: row.offer_id,
        account: row.account,
        fundsAccount: row.funds_account,
        quantity: BigInt(row.quantity),
        unitPriceFen: BigInt(row.unit_price_fen),
        amountFen: BigInt(row.amount_fen),
        feeFen: BigInt(row.fee_fen),
        rulePack: row.rule_pack,
        state: row.state,
      };
}

export async function notePurchase(
  tx: Transaction,
  id: string,
  state: 'settled' | 'abandoned',
  now: Date,
): Promise<void> {
  await tx.query('update market.purchase set state = $2, ended_at = $3 where id = $1', [id, state, now]);
}
