import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, Refusal, type Text, toPage } from '@carbon/kernel';

export const PARTNER_CODE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;
export const PARTNER_STATES = ['active', 'suspended', 'ended'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];

/** Who tells one programme of residents' acts, and of which. */
export interface Partner {
  readonly id: number;
  readonly code: string;
  readonly holderId: string;
  readonly programmeId: number;
  readonly name: Text;
  /** Codes of the methods it may tell of. */
  readonly methods: readonly string[];
  readonly state: PartnerState;
  readonly source: string;
  readonly openedAt: Date;
}

interface PartnerRow {
  id: number;
  code: string;
  holder_id: string;
  programme_id: number;
  name_zh: string;
  name_en: string;
  methods: string[];
  state: PartnerState;
  source: string;
  opened_at: Date;
}

const toPartner = (row: PartnerRow): Partner => ({
  id: row.id,
  code: row.code,
  holderId: row.holder_id,
  programmeId: row.programme_id,
  name: { zh: row.name_zh, en: row.name_en },
  methods: row.methods,
  state: row.state,
  source: row.source,
  openedAt: row.opened_at,
});

/** @throws Refusal PARTNER_UNKNOWN (404) */
export async function getPartner(reader: Pick<Reader, 'query'>, code: string): Promise<Partner> {
  const [row] = await reader.query<PartnerRow>('select * from inclusion.partner where code = $1', [code]);
  if (row === undefined) throw partnerUnknown(code);
  return toPartner(row);
}

/** By number; undefined for none. */
export async function findPartner(reader: Pick<Reader, 'query'>, id: number): Promise<Partner | undefined> {
  const [row] = await reader.query<PartnerRow>('select * from inclusion.partner where id = $1', [id]);
  return row && toPartner(row);
}

/** A partner of whoever asks. @throws Refusal PARTNER_UNKNOWN (404), for those out of reach too */
export async function ownPartner(
  reader: Pick<Reader, 'query'>,
  code: string,
  reach: Reach,
): Promise<Partner> {
  const partner = await getPartner(reader, code);
  if (reach !== 'everything' && !reach.has(partner.holderId)) throw partnerUnknown(code);
  return partner;
}

/** Partners of the holders within reach, by code. */
export async function readOwnPartners(
  reader: Pick<Reader, 'query'>,
  reach: Reach,
  page: PageRequest,
): Promise<Page<Partner>> {
  const rows = await reader.query<PartnerRow>(
    `select * from inclusion.partner
      where ($1::uuid[] is null or holder_id = any($1)) and code > $2 order by code limit $3`,
    [reachIds(reach), page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows.map(toPartner), page.limit, ({ code }) => [code]);
}

/** Partners of a programme, by code. */
export async function readPartnersOf(
  reader: Pick<Reader, 'query'>,
  programmeId: number,
  page: PageRequest,
): Promise<Page<Partner>> {
  const rows = await reader.query<PartnerRow>(
    'select * from inclusion.partner where programme_id = $1 and code > $2 order by code limit $3',
    [programmeId, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows.map(toPartner), page.limit, ({ code }) => [code]);
}

export function partnerUnknown(code: string): Refusal {
  const named = code.slice(0, 40);
  return new Refusal(
    'PARTNER_UNKNOWN',
    404,
    { zh: `没有数据伙伴 ${named}`, en: `There is no data partner ${named}` },
    { details: { partner: named } },
  );
}
