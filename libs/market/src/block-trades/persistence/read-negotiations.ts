import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Negotiation, NegotiationKind, NegotiationState, Quote } from '../domain/negotiation';
import {
  type NegotiationRow,
  QUOTE_COLUMNS,
  type QuoteRow,
  SELECT_NEGOTIATION,
  toQuote,
  withLastQuotes,
} from './negotiation';

/** Whose eyes they are. */
export interface Eyes {
  readonly reach: Reach;
  /** Those who watch over markets see what came to a trade; what is still talked about is the matter of two. */
  readonly onlySettled: boolean;
}

/** Both parties from when it is open; before that, and if it never was, the one whose people proposed it. */
const OF_PARTIES = (['g', 'r'] as const)
  .map(
    (side) => `((n.opened_at is not null or n.opened_by = '${side === 'g' ? 'giver' : 'receiver'}')
      and ${inReach(1, { holder: `${side}.holder_id`, moment: 'n.proposed_at' })})`,
  )
  .join(' or ');
const SEEN = `(${OF_PARTIES}) and (n.state = 'settled' or not $4::boolean)`;
const seenBy = ({ reach, onlySettled }: Eyes) => [...reachValues(reach), onlySettled];

/** A negotiation that a caller may see. */
export async function findNegotiation(
  reader: Pick<Reader, 'query'>,
  id: string,
  eyes: Eyes,
): Promise<Negotiation | undefined> {
  const rows = await reader.query<NegotiationRow>(`${SELECT_NEGOTIATION} where ${SEEN} and n.id = $5`, [
    ...seenBy(eyes),
    id,
  ]);
  return (await withLastQuotes(reader, rows))[0];
}

export interface NegotiationFilter {
  readonly account?: string | undefined;
  readonly state?: NegotiationState | undefined;
  readonly kind?: NegotiationKind | undefined;
}

/** Negotiations of a caller's holders, the latest first. */
export async function readNegotiations(
  reader: Pick<Reader, 'query'>,
  eyes: Eyes,
  page: PageRequest,
  { account, state, kind }: NegotiationFilter,
): Promise<Page<Negotiation>> {
  const rows = await reader.query<NegotiationRow>(
    `${SELECT_NEGOTIATION} where ${SEEN} and ($5::text is null or $5 in (n.giver_account, n.receiver_account))
        and ($6::text is null or n.state = $6) and ($7::text is null or n.kind = $7)
        and n.seq < coalesce($8::bigint, 9223372036854775807)
      order by n.seq desc limit $9`,
    [
      ...seenBy(eyes),
      ...[account ?? null, state ?? null, kind ?? null],
      ...[page.after?.[0] ?? null, page.limit + 1],
    ],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: await withLastQuotes(reader, found.items) };
}

/** What both sides have said, from the first quote on. */
export async function readQuotes(
  reader: Pick<Reader, 'query'>,
  negotiationId: string,
  page: PageRequest,
): Promise<Page<Quote>> {
  const rows = await reader.query<QuoteRow>(
    `select ${QUOTE_COLUMNS} from market.block_quote q
      where q.negotiation_id = $1 and q.round > $2::bigint order by q.round limit $3`,
    [negotiationId, page.after?.[0] ?? '0', page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ round }) => [String(round)]);
  return { ...found, items: found.items.map(toQuote) };
}

/** Open negotiations whose quote does not stand any more, by number, after one that was seen. */
export function readOverdue(
  reader: Pick<Reader, 'query'>,
  now: Date,
  after: string,
  limit: number,
): Promise<{ readonly id: string; readonly seq: string }[]> {
  return reader.query<{ id: string; seq: string }>(
    `select id, seq from market.block_negotiation where state = 'open' and expires_at <= $1 and seq > $2::bigint
      order by seq limit $3`,
    [now, after, limit],
  );
}
