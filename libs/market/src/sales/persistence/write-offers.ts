import { type Serials, toMultirange } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Offer, OfferState } from './offer';

export type NewOffer = Omit<
  Offer,
  'sellerId' | 'remaining' | 'restricted' | 'state' | 'proposedAt' | 'openedAt' | 'endedAt'
> & {
  /** Ids of the holders that alone may buy; empty for whoever may. */
  readonly buyers: readonly string[];
};

const rangesOf = (serials: readonly Serials[] | null) => (serials === null ? null : toMultirange(serials));

export async function insertOffer(tx: Transaction, offer: NewOffer, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into market.offer (id, type, account, funds_account, buyer_account, instrument, quantity, remaining, serials,
                               unit_price_fen, minimum, step, restricted, expires_at, contract, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8::int8multirange, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      offer.id,
      offer.type,
      offer.account,
      offer.fundsAccount,
      offer.buyerAccount,
      offer.instrument,
      offer.quantity,
      rangesOf(offer.serials),
      offer.unitPriceFen,
      offer.minimum,
      offer.step,
      offer.buyers.length > 0,
      offer.expiresAt,
      offer.contract,
      by,
      now,
    ],
  );
  await tx.query(
    'insert into market.offer_buyer (offer_id, holder_id) select $1, * from unnest($2::uuid[]) as named',
    [offer.id, offer.buyers],
  );
}

export async function noteOpened(tx: Transaction, id: string, approver: string, now: Date): Promise<void> {
  await tx.query(`update market.offer set state = 'open', approved_by = $2, opened_at = $3 where id = $1`, [
    id,
    approver,
    now,
  ]);
}

/** Nothing more is sold of it; what was left stays written there. */
export async function noteEnded(
  tx: Transaction,
  id: string,
  state: Exclude<OfferState, 'proposed' | 'open' | 'sold'>,
  now: Date,
): Promise<void> {
  await tx.query('update market.offer set state = $2, ended_at = $3 where id = $1', [id, state, now]);
}

/** What is left of a locked offer after a purchase; sold when nothing is. */
export async function noteRemaining(
  tx: Transaction,
  id: string,
  left: { readonly remaining: bigint; readonly serials: readonly Serials[] | null },
  now: Date,
): Promise<void> {
  await tx.query(
    `update market.offer
        set remaining = $2, serials = $3::int8multirange, state = case when $2::bigint = 0 then 'sold' else state end,
            ended_at = case when $2::bigint = 0 then $4::timestamptz end
      where id = $1`,
    [id, left.remaining, rangesOf(left.serials), now],
  );
}

/** Who takes the place of a named buyer may buy in its place (ETS-015). */
export async function handOverNamed(tx: Transaction, from: string, to: string): Promise<void> {
  await tx.query(
    `update market.offer_buyer n set holder_id = $2 where n.holder_id = $1
        and not exists (select from market.offer_buyer t where t.offer_id = n.offer_id and t.holder_id = $2)`,
    [from, to],
  );
}
