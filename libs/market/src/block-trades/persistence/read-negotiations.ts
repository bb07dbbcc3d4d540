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

/** Both parties from when it is open; before that, and if it never was, the one whose people proposed it. */
const SEEN = (['g', 'r'] as const)
  .map(
    (side) => `((n.opened_at is not null or n.opened_by = '${side === 'g' ? 'giver' : 'receiver'}')
      and ${inReach(1, { holder: `${side}.holder_id`, moment: 'n.proposed_at' })})`,
  )
  .join(' or ');

/** A negotiation that a caller may see. */
export async function findNegotiation(
  reader: Pick<Reader, 'query'>,
  id: string,
  reach: Reach,
): Promise<Negotiation | undefined> {
  const rows = await reader.query<NegotiationRow>(`${SELECT_NEGOTIATION} where (${SEEN}) and n.id = $4`, [
    ...reachValues(reach),
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
  reach: Reach,
  page: PageRequest,
  { account, state, kind }: NegotiationFilter,
): Promise<Page<Negotiation>> {
  const rows = await reader.query<NegotiationRow>(
    `${SELECT_NEGOTIATION} where (${SEEN}) and ($4::text is null or $4 in (n.giver_account, n.receiver_account))
        and ($5::text is null or n.state = $5) and ($6::text is null or n.kind = $6)
        and n.seq < coalesce($7::bigint, 9223372036854775807)
      order by n.seq desc limit $8`,
    [
      ...reachValues(reach),
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
