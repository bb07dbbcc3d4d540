import { instrumentLimits, withinLimits } from '@carbon/custody';
import { inReach, type Reach, reachIds, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { type Offer, type OfferRow, type OfferState, type OfferType, SELECT_OFFER, toOffer } from './offer';

/**
 * Parties to an offer: its seller from the proposal on, and who a bilateral one is made to from when it is open. An
 * engagement narrows both to its days and instruments.
 */
const OF_PARTIES = `(
  (${inReach(1, { holder: 'a.holder_id', moment: 'o.proposed_at' })}
    and ${withinLimits(4, { holder: 'a.holder_id', instrument: 'o.instrument' })})
  or (o.opened_at is not null and b.holder_id is not null
    and ${inReach(1, { holder: 'b.holder_id', moment: 'o.proposed_at' })}
    and ${withinLimits(4, { holder: 'b.holder_id', instrument: 'o.instrument' })}))`;

/** Listed for whoever may buy, or for somebody in reach ($1). */
const LISTED = `(o.type = 'listed' and o.state = 'open' and (not o.restricted or $1::uuid[] is null
  or a.holder_id = any($1)
  or exists (select from market.offer_buyer n where n.offer_id = o.id and n.holder_id = any($1))))`;

const seenBy = (reach: Reach) => [...reachValues(reach), ...instrumentLimits(reach)];

/** An offer that a caller may see: of its parties, or listed. */
export async function findOfferSeen(reader: Reader, id: string, reach: Reach): Promise<Offer | undefined> {
  const [row] = await reader.query<OfferRow>(
    `${SELECT_OFFER} where (${OF_PARTIES} or ${LISTED}) and o.id = $6`,
    [...seenBy(reach), id],
  );
  return row === undefined ? undefined : toOffer(row);
}

export interface OfferFilter {
  readonly account?: string | undefined;
  readonly state?: OfferState | undefined;
  readonly type?: OfferType | undefined;
}

/** Offers that a caller's holders made, or that were made to them, the latest first. */
export async function readOffers(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { account, state, type }: OfferFilter,
): Promise<Page<Offer>> {
  const rows = await reader.query<OfferRow>(
    `${SELECT_OFFER} where ${OF_PARTIES} and ($6::text is null or $6 in (o.account, o.buyer_account))
        and ($7::text is null or o.state = $7) and ($8::text is null or o.type = $8)
        and o.seq < coalesce($9::bigint, 9223372036854775807)
      order by o.seq desc limit $10`,
    [...seenBy(reach), account ?? null, state ?? null, type ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  return offersPage(rows, page);
}

/** What anybody who is signed in may look for on the board. */
export interface BoardFilter {
  readonly instrument?: string | undefined;
  readonly scheme?: string | undefined;
  readonly period?: string | undefined;
}

/** Open listings that a caller's holders may buy from, the latest first; those that are over already stand out. */
export async function readListings(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { instrument, scheme, period }: BoardFilter,
  now: Date,
): Promise<Page<Offer>> {
  const rows = await reader.query<OfferRow>(
    `${SELECT_OFFER} join ledger.instrument i on i.code = o.instrument
      where ${LISTED} and o.expires_at > $2 and ($3::text is null or o.instrument = $3)
        and ($4::text is null or i.scheme = $4) and ($5::text is null or i.period = $5)
        and o.seq < coalesce($6::bigint, 9223372036854775807)
      order by o.seq desc limit $7`,
    [
      reachIds(reach),
      now,
      instrument ?? null,
      scheme ?? null,
      period ?? null,
      page.after?.[0] ?? null,
      page.limit + 1,
    ],
  );
  return offersPage(rows, page);
}

function offersPage(rows: readonly OfferRow[], page: PageRequest): Page<Offer> {
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toOffer) };
}

/** The holders a listing is restricted to, by id. */
export async function readNamedBuyers(reader: Reader, offerId: string): Promise<string[]> {
  const rows = await reader.query<{ holder_id: string }>(
    'select holder_id from market.offer_buyer where offer_id = $1 order by holder_id',
    [offerId],
  );
  return rows.map((row) => row.holder_id);
}

/** Open offers whose time is over, by number, after one that was seen. */
export async function readOverdue(
  reader: Reader,
  now: Date,
  after: string,
  limit: number,
): Promise<{ readonly id: string; readonly seq: string }[]> {
  return reader.query<{ id: string; seq: string }>(
    `select id, seq from market.offer where state = 'open' and expires_at <= $1 and seq > $2::bigint
      order by seq limit $3`,
    [now, after, limit],
  );
}

/** An open offer or waiting purchase that an account has a part in. */
export async function firstOpenAbout(reader: Reader, account: string): Promise<string | undefined> {
  const [row] = await reader.query<{ id: string }>(
    `select id from market.offer
      where state in ('proposed', 'open') and $1 in (account, funds_account, buyer_account)
     union all
     select id from market.purchase where state = 'proposed' and $1 in (account, funds_account)
     limit 1`,
    [account],
  );
  return row?.id;
}
