import type { Reader, Transaction } from '@carbon/database';
import type { PartyRole, Terms } from '../../domain/negotiation';
import type { Negotiation, NegotiationKind, NegotiationState, Quote } from '../domain/negotiation';

export interface QuoteRow {
  id: string;
  negotiation_id: string;
  quoted_by: PartyRole;
  round: number | null;
  answers: number;
  quantity: string;
  price_fen: string | null;
  return_quantity: string | null;
  cash_fen: string | null;
  cash_from: PartyRole | null;
  seller_fee_fen: string;
  buyer_fee_fen: string;
  expires_at: Date;
  rule_pack: string;
  proposed_by: string;
  proposed_at: Date;
  released_at: Date | null;
}

export const QUOTE_COLUMNS = `q.id, q.negotiation_id, q.quoted_by, q.round, q.answers, q.quantity, q.price_fen,
  q.return_quantity, q.cash_fen, q.cash_from, q.seller_fee_fen, q.buyer_fee_fen, q.expires_at, q.rule_pack,
  q.proposed_by, q.proposed_at, q.released_at`;

export const toQuote = (row: QuoteRow): Quote => ({
  ...{ id: row.id, negotiationId: row.negotiation_id, by: row.quoted_by },
  ...{ round: row.round ?? undefined, answers: row.answers, terms: termsOf(row) },
  fees: { sellerFen: BigInt(row.seller_fee_fen), buyerFen: BigInt(row.buyer_fee_fen) },
  ...{ expiresAt: row.expires_at, rulePack: row.rule_pack },
  ...{ proposedBy: row.proposed_by, proposedAt: row.proposed_at },
  releasedAt: row.released_at ?? undefined,
});

function termsOf(row: QuoteRow): Terms {
  const quantity = BigInt(row.quantity);
  if (row.price_fen !== null) return { kind: 'block', quantity, priceFen: BigInt(row.price_fen) };
  return {
    ...{ kind: 'swap', quantity, returnQuantity: BigInt(row.return_quantity ?? 0) },
    ...{ cashFen: BigInt(row.cash_fen ?? 0), cashFrom: row.cash_from ?? 'receiver' },
  };
}

export interface NegotiationRow {
  id: string;
  seq: string;
  kind: NegotiationKind;
  market: string;
  instrument: string;
  return_market: string | null;
  return_instrument: string | null;
  giver_id: string;
  giver_account: string;
  giver_return_account: string | null;
  receiver_id: string;
  receiver_account: string;
  receiver_return_account: string | null;
  opened_by: PartyRole;
  state: NegotiationState;
  rounds: number;
  trades: string[] | null;
  proposed_at: Date;
  opened_at: Date | null;
  ended_at: Date | null;
  ended_by: PartyRole | 'system' | null;
  ended_because: string | null;
}

/** Whose trading accounts they are stands on these: they may have gone to other holders, with what they negotiate. */
export const SELECT_NEGOTIATION = `
  select n.id, n.seq, n.kind, n.market, n.instrument, n.return_market, n.return_instrument,
         g.holder_id as giver_id, n.giver_account, n.giver_return_account,
         r.holder_id as receiver_id, n.receiver_account, n.receiver_return_account,
         n.opened_by, n.state, n.rounds, n.trades, n.proposed_at, n.opened_at, n.ended_at, n.ended_by, n.ended_because
    from market.block_negotiation n
    join market.trading_account g on g.number = n.giver_account
    join market.trading_account r on r.number = n.receiver_account`;

export function toNegotiation(row: NegotiationRow, last: Quote | undefined): Negotiation {
  const { return_market: market, return_instrument: instrument } = row;
  return {
    ...{ id: row.id, seq: row.seq, kind: row.kind },
    goods: {
      ...{ market: row.market, instrument: row.instrument },
      back: market === null || instrument === null ? undefined : { market, instrument },
    },
    parties: {
      giver: {
        ...{ holderId: row.giver_id, account: row.giver_account },
        returnAccount: row.giver_return_account ?? undefined,
      },
      receiver: {
        ...{ holderId: row.receiver_id, account: row.receiver_account },
        returnAccount: row.receiver_return_account ?? undefined,
      },
    },
    ...{ openedBy: row.opened_by, state: row.state, rounds: row.rounds, last },
    trades: (row.trades ?? []).map(BigInt),
    proposedAt: row.proposed_at,
    openedAt: row.opened_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    endedBy: row.ended_by ?? undefined,
    endedBecause: row.ended_because ?? undefined,
  };
}

/** The quotes that count, by negotiation. */
export async function withLastQuotes(
  reader: Pick<Reader, 'query'>,
  rows: readonly NegotiationRow[],
): Promise<Negotiation[]> {
  const quotes = await reader.query<QuoteRow>(
    `select ${QUOTE_COLUMNS} from market.block_quote q
       join market.block_negotiation n on n.id = q.negotiation_id and n.rounds = q.round
      where n.id = any($1::uuid[])`,
    [rows.map(({ id }) => id)],
  );
  const last = new Map(quotes.map((row) => [row.negotiation_id, toQuote(row)]));
  return rows.map((row) => toNegotiation(row, last.get(row.id)));
}

/**
 * A negotiation, locked: of those who would answer, agree or end it, one comes first and the others see what it left. Taken
 * before any lock of the ledger.
 */
export async function lockNegotiation(tx: Transaction, id: string): Promise<Negotiation | undefined> {
  await tx.query('select from market.block_negotiation where id = $1 for no key update', [id]);
  const rows = await tx.query<NegotiationRow>(`${SELECT_NEGOTIATION} where n.id = $1`, [id]);
  return (await withLastQuotes(tx, rows))[0];
}

/** What a quote is about, by its task. */
export async function findNegotiationOfQuote(tx: Transaction, id: string): Promise<Negotiation | undefined> {
  const rows = await tx.query<NegotiationRow>(
    `${SELECT_NEGOTIATION} where n.id = (select negotiation_id from market.block_quote where id = $1)`,
    [id],
  );
  return (await withLastQuotes(tx, rows))[0];
}
