import type { Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

/** One thing said about one purpose and source. */
export interface Consent {
  readonly id: string;
  readonly personId: string;
  readonly purpose: string;
  readonly textVersion: string;
  /** The data source that may be used. */
  readonly source: string;
  readonly granted: boolean;
  /** Asked for alone. */
  readonly separate: boolean;
  /** The consent that this withdraws. */
  readonly withdraws: string | null;
  /** The person, or the guardian. */
  readonly givenBy: string;
  readonly at: Date;
}

export interface ListedConsent extends Consent {
  /** It is the last word on its purpose and source, and a yes. */
  readonly standing: boolean;
}

const COLUMNS = `c.id, c.person_id as "personId", c.purpose, c.text_version as "textVersion", c.source, c.granted,
  c.separate, c.withdraws, c.given_by as "givenBy", c.at`;

const STANDING = `c.granted and not exists (select from privacy.consent later
  where later.person_id = c.person_id and later.purpose = c.purpose and later.source = c.source and later.seq > c.seq)`;

export async function insertConsent(tx: Transaction, consent: Consent): Promise<void> {
  await tx.query(
    `insert into privacy.consent
       (id, person_id, purpose, text_version, source, granted, separate, withdraws, given_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      consent.id,
      consent.personId,
      consent.purpose,
      consent.textVersion,
      consent.source,
      consent.granted,
      consent.separate,
      consent.withdraws,
      consent.givenBy,
      consent.at,
    ],
  );
}

export async function findConsent(tx: Transaction, id: string): Promise<Consent | undefined> {
  const [row] = await tx.query<Consent>(`select ${COLUMNS} from privacy.consent c where c.id = $1`, [id]);
  return row;
}

export async function withdrawalOf(tx: Transaction, consentId: string): Promise<Consent | undefined> {
  const [row] = await tx.query<Consent>(`select ${COLUMNS} from privacy.consent c where c.withdraws = $1`, [
    consentId,
  ]);
  return row;
}

/** The consents that stand for a purpose; of one source when it is named. */
export async function standingConsents(
  tx: Transaction,
  about: { readonly personId: string; readonly purpose: string; readonly source?: string },
): Promise<Consent[]> {
  return tx.query<Consent>(
    `select ${COLUMNS} from privacy.consent c
      where c.person_id = $1 and c.purpose = $2 and ($3::text is null or c.source = $3) and ${STANDING}
      order by c.seq`,
    [about.personId, about.purpose, about.source ?? null],
  );
}

/** Everything that was said, oldest first. */
export async function readConsents(
  tx: Transaction,
  personId: string,
  page: PageRequest,
): Promise<Page<ListedConsent>> {
  const rows = await tx.query<ListedConsent & { seq: string }>(
    `select ${COLUMNS}, c.seq, ${STANDING} as standing from privacy.consent c
      where c.person_id = $1 and c.seq > $2 order by c.seq limit $3`,
    [personId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.seq]);
}

export async function allConsents(tx: Transaction, personId: string): Promise<Consent[]> {
  return tx.query<Consent>(`select ${COLUMNS} from privacy.consent c where c.person_id = $1 order by c.seq`, [
    personId,
  ]);
}
