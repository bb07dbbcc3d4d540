import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, type Text, toPage } from '@carbon/kernel';
import { holdLandings } from '../../intake/persistence/landing-lock';

export interface NewLink {
  readonly partnerId: number;
  readonly reference: string;
  readonly residentId: bigint;
  readonly textVersion: string;
  readonly child: boolean;
}

/** @returns false when the partner's user is linked already */
export async function insertLink(tx: Transaction, link: NewLink, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into inclusion.link (partner_id, reference, resident_id, text_version, child, linked_at)
     select $1, $2, $3, $4, $5, greatest($6::timestamptz, max(linked_at) + interval '1 millisecond')
       from inclusion.link where partner_id = $1 and reference = $2
     on conflict (partner_id, reference) where ended_at is null do nothing returning partner_id`,
    [link.partnerId, link.reference, link.residentId.toString(), link.textVersion, link.child, now],
  );
  return rows.length > 0;
}

/** Which links of a resident are to end; all when nothing more is said. */
export interface WhichLinks {
  /** Of partners with this code as a consent names its source, in small letters. */
  readonly source?: string;
  readonly programmeId?: number;
  readonly partnerId?: number;
  /** Those only that stand on a guardian's word. */
  readonly ofChild?: boolean;
}

/**
 * Ends links of a resident, and takes back the codes that would make new ones. What was landing of those partners has landed
 * before; nothing lands after. Gives the partners whose links ended.
 */
export async function endLinks(
  tx: Transaction,
  residentId: bigint,
  { source, programmeId, partnerId, ofChild = false }: WhichLinks,
  now: Date,
): Promise<string[]> {
  const values = [residentId.toString(), source ?? null, programmeId ?? null, partnerId ?? null, ofChild];
  const inForce = await tx.query<{ id: number }>(
    'select distinct partner_id as id from inclusion.link where resident_id = $1 and ended_at is null',
    [residentId.toString()],
  );
  const ids = inForce.map(({ id }) => id);
  await holdLandings(tx, partnerId === undefined ? ids : ids.filter((id) => id === partnerId));
  await tx.query(
    `delete from inclusion.link_code c using inclusion.partner p
      where p.id = c.partner_id and c.resident_id = $1 and ($2::text is null or lower(p.code) = $2)
        and ($3::int is null or p.programme_id = $3) and ($4::int is null or p.id = $4) and (c.child or not $5)`,
    values,
  );
  const rows = await tx.query<{ partner: string }>(
    `update inclusion.link l set ended_at = greatest($6, l.linked_at)
       from inclusion.partner p
      where p.id = l.partner_id and l.resident_id = $1 and l.ended_at is null
        and ($2::text is null or lower(p.code) = $2) and ($3::int is null or p.programme_id = $3)
        and ($4::int is null or p.id = $4) and (l.child or not $5)
      returning p.code as partner`,
    [...values, now],
  );
  return rows.map(({ partner }) => partner).sort();
}

/** Ends what a partner calls a user. @returns whose it was; undefined when there is no such link in force */
export async function endReference(
  tx: Transaction,
  partnerId: number,
  reference: string,
  now: Date,
): Promise<bigint | undefined> {
  await holdLandings(tx, [partnerId]);
  const [row] = await tx.query<{ id: string }>(
    `update inclusion.link set ended_at = greatest($3, linked_at)
      where partner_id = $1 and reference = $2 and ended_at is null returning resident_id as id`,
    [partnerId, reference, now],
  );
  return row === undefined ? undefined : BigInt(row.id);
}

export interface LinkView {
  readonly partner: string;
  readonly name: Text;
  readonly programme: string;
  readonly reference: string;
  readonly textVersion: string;
  readonly linkedAt: Date;
}

/** Every partner that ever told of a resident. */
export async function partnersOf(tx: Transaction, residentId: bigint): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    'select distinct partner_id as id from inclusion.link where resident_id = $1',
    [residentId.toString()],
  );
  return rows.map(({ id }) => id);
}

/** The links of a resident that stand, by partner. One a partner. */
export async function readLinks(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  page: PageRequest,
): Promise<Page<LinkView>> {
  const rows = await reader.query<Omit<LinkView, 'name'> & { zh: string; en: string }>(
    `select p.code as partner, p.name_zh as zh, p.name_en as en, g.code as programme, l.reference,
            l.text_version as "textVersion", l.linked_at as "linkedAt"
       from inclusion.link l
       join inclusion.partner p on p.id = l.partner_id
       join inclusion.programme g on g.id = p.programme_id
      where l.resident_id = $1 and l.ended_at is null and p.code > $2 order by p.code limit $3`,
    [residentId.toString(), page.after?.[0] ?? '', page.limit + 1],
  );
  const views = rows.map(({ zh, en, ...row }) => ({ ...row, name: { zh, en } }));
  return toPage(views, page.limit, ({ partner }) => [partner]);
}

export interface PartnerLinkView {
  readonly reference: string;
  readonly linkedAt: Date;
  readonly endedAt: Date | null;
}

/** The last link of each user a partner told of, by reference: which to tell of, and which no more. */
export async function readPartnerLinks(
  reader: Pick<Reader, 'query'>,
  partnerId: number,
  page: PageRequest,
): Promise<Page<PartnerLinkView>> {
  const rows = await reader.query<PartnerLinkView>(
    `select distinct on (reference) reference, linked_at as "linkedAt", ended_at as "endedAt"
       from inclusion.link where partner_id = $1 and reference > $2
      order by reference, linked_at desc limit $3`,
    [partnerId, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ reference }) => [reference]);
}
