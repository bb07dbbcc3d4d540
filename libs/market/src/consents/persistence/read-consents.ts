import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { AccountConsent, ConsentedRead, ConsentedView, ConsentState } from '../domain/consent';

interface Row {
  id: string;
  seq: string;
  holder_id: string;
  bank_id: string;
  accounts: string[];
  purpose: string;
  until: ChinaDate;
  state: ConsentState;
  rule_pack: string;
  proposed_at: Date;
  granted_at: Date | null;
  ended_at: Date | null;
  ended_because: string | null;
}

const SELECT = `
  select c.id, c.seq, c.holder_id, c.bank_id, c.purpose, c.until::text, c.state, c.rule_pack, c.proposed_at, c.granted_at,
         c.ended_at, c.ended_because,
         array(select a.account from market.account_consent_account a where a.consent_id = c.id order by a.account) as accounts
    from market.account_consent c`;

const toConsent = (row: Row): AccountConsent => ({
  ...{ id: row.id, seq: row.seq, holderId: row.holder_id, bankId: row.bank_id, accounts: row.accounts },
  ...{ purpose: row.purpose, until: row.until, state: row.state, rulePack: row.rule_pack },
  ...{ proposedAt: row.proposed_at, grantedAt: row.granted_at ?? undefined },
  ...{ endedAt: row.ended_at ?? undefined, endedBecause: row.ended_because ?? undefined },
});

const OF_HOLDER = inReach(1, { holder: 'c.holder_id', moment: 'c.proposed_at' });
/** Its holder from the proposal on; its bank from when it was given. */
const SEEN = `(${OF_HOLDER} or (c.granted_at is not null
  and ${inReach(1, { holder: 'c.bank_id', moment: 'c.proposed_at' })}))`;

/** A consent that a caller may see. */
export async function findConsent(
  reader: Pick<Reader, 'query'>,
  id: string,
  reach: Reach,
): Promise<AccountConsent | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where ${SEEN} and c.id = $4`, [...reachValues(reach), id]);
  return row === undefined ? undefined : toConsent(row);
}

/** A consent that a caller's holders gave. */
export async function findOwnConsent(
  reader: Pick<Reader, 'query'>,
  id: string,
  reach: Reach,
): Promise<AccountConsent | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where ${OF_HOLDER} and c.id = $4`, [
    ...reachValues(reach),
    id,
  ]);
  return row === undefined ? undefined : toConsent(row);
}

export async function lockConsent(tx: Transaction, id: string): Promise<AccountConsent | undefined> {
  await tx.query('select from market.account_consent where id = $1 for no key update', [id]);
  const [row] = await tx.query<Row>(`${SELECT} where c.id = $1`, [id]);
  return row === undefined ? undefined : toConsent(row);
}

/** Consents that a caller may see, the latest first. */
export async function readConsents(
  reader: Pick<Reader, 'query'>,
  reach: Reach,
  page: PageRequest,
  { state }: { readonly state?: ConsentState | undefined },
): Promise<Page<AccountConsent>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ${SEEN} and ($4::text is null or c.state = $4)
        and c.seq < coalesce($5::bigint, 9223372036854775807)
      order by c.seq desc limit $6`,
    [...reachValues(reach), state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toConsent) };
}

/** Every look at what a consent is about, the latest first. */
export async function readReads(
  reader: Pick<Reader, 'query'>,
  consentId: string,
  page: PageRequest,
): Promise<Page<ConsentedRead>> {
  const rows = await reader.query<{
    id: string;
    account: string;
    view: ConsentedView;
    read_by: string;
    read_at: Date;
  }>(
    `select id, account, view, read_by, read_at from market.account_consent_read
      where consent_id = $1 and id < coalesce($2::bigint, 9223372036854775807) order by id desc limit $3`,
    [consentId, page.after?.[0] ?? null, page.limit + 1],
  );
  const reads = rows.map((row) => ({
    ...{ id: row.id, account: row.account, view: row.view, readBy: row.read_by, readAt: row.read_at },
  }));
  return toPage(reads, page.limit, ({ id }) => [id]);
}
