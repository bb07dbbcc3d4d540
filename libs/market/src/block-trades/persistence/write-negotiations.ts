import type { Transaction } from '@carbon/database';
import type { PartyRole, Terms } from '../../domain/negotiation';
import type { Negotiation, Quote, WithoutTrade } from '../domain/negotiation';
import { type QuoteRow, QUOTE_COLUMNS, toQuote } from './negotiation';

export type NewNegotiation = Pick<Negotiation, 'id' | 'kind' | 'goods' | 'openedBy' | 'proposedAt'> & {
  readonly parties: Readonly<Record<PartyRole, Omit<Negotiation['parties'][PartyRole], 'holderId'>>>;
};

export async function insertNegotiation(tx: Transaction, of: NewNegotiation): Promise<void> {
  const { goods, parties } = of;
  await tx.query(
    `insert into market.block_negotiation (id, kind, market, instrument, return_market, return_instrument, giver_account,
       giver_return_account, receiver_account, receiver_return_account, opened_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[of.id, of.kind, goods.market, goods.instrument],
      ...[goods.back?.market ?? null, goods.back?.instrument ?? null],
      ...[parties.giver.account, parties.giver.returnAccount ?? null],
      ...[parties.receiver.account, parties.receiver.returnAccount ?? null],
      ...[of.openedBy, of.proposedAt],
    ],
  );
}

export type NewQuote = Omit<Quote, 'round' | 'releasedAt'>;

export async function insertQuote(tx: Transaction, quote: NewQuote): Promise<void> {
  const { terms, fees } = quote;
  await tx.query(
    `insert into market.block_quote (id, negotiation_id, quoted_by, answers, quantity, price_fen, return_quantity, cash_fen,
       cash_from, seller_fee_fen, buyer_fee_fen, expires_at, rule_pack, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[quote.id, quote.negotiationId, quote.by, quote.answers, terms.quantity, ...columnsOf(terms)],
      ...[fees.sellerFen, fees.buyerFen, quote.expiresAt, quote.rulePack, quote.proposedBy, quote.proposedAt],
    ],
  );
}

const columnsOf = (terms: Terms) =>
  terms.kind === 'block'
    ? [terms.priceFen, null, null, null]
    : [null, terms.returnQuantity, terms.cashFen, terms.cashFrom];

/** A quote that waits for its own house, by its task; undefined once it was released or dropped. */
export async function findWaitingQuote(tx: Transaction, id: string): Promise<Quote | undefined> {
  const [row] = await tx.query<QuoteRow>(
    `select ${QUOTE_COLUMNS} from market.block_quote q
      where q.id = $1 and q.released_at is null and q.dropped_at is null for no key update`,
    [id],
  );
  return row === undefined ? undefined : toQuote(row);
}

/** The quote is the one that counts from now on. */
export async function noteReleased(
  tx: Transaction,
  quote: Quote,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    'update market.block_quote set round = answers + 1, released_by = $2, released_at = $3 where id = $1',
    [quote.id, by, now],
  );
  await tx.query(
    `update market.block_negotiation set state = 'open', rounds = $2, expires_at = $3, opened_at = coalesce(opened_at, $4)
      where id = $1`,
    [quote.negotiationId, quote.answers + 1, quote.expiresAt, now],
  );
}

/** Nothing came of a quote; a negotiation that it was to open comes to nothing with it. */
export async function noteDropped(tx: Transaction, quote: Quote, now: Date): Promise<void> {
  await tx.query('update market.block_quote set dropped_at = $2 where id = $1', [quote.id, now]);
  await tx.query(
    `update market.block_negotiation set state = 'abandoned', ended_at = $2
      where id = $1 and state = 'proposed'`,
    [quote.negotiationId, now],
  );
}

export async function noteEnded(
  tx: Transaction,
  id: string,
  end: {
    readonly how: WithoutTrade;
    readonly by: PartyRole | 'system';
    readonly because: string | undefined;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    'update market.block_negotiation set state = $2, ended_at = $3, ended_by = $4, ended_because = $5 where id = $1',
    [id, end.how, end.now, end.by, end.because ?? null],
  );
}

export async function noteSettled(
  tx: Transaction,
  id: string,
  { trades, by, now }: { readonly trades: readonly bigint[]; readonly by: PartyRole; readonly now: Date },
): Promise<void> {
  await tx.query(
    `update market.block_negotiation set state = 'settled', ended_at = $2, ended_by = $3, trades = $4::bigint[]
      where id = $1`,
    [id, now, by, trades.map(String)],
  );
}
