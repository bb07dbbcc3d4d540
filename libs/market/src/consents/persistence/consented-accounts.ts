import type { Reader } from '@carbon/database';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { AccountKind } from '@carbon/ledger';

/** An account that a bank may look at on a day. */
export interface ConsentedAccount {
  readonly account: string;
  readonly kind: AccountKind;
  readonly holderId: string;
  readonly consent: string;
  readonly purpose: string;
  readonly until: ChinaDate;
}

interface Row {
  account: string;
  kind: AccountKind;
  holder_id: string;
  consent: string;
  purpose: string;
  until: ChinaDate;
}

/**
 * In force, to that bank, not over ($2 is the China day of now), and of whoever has the account now: a consent does not go
 * over to another holder with it. Of several the one that counts longest.
 */
const IN_FORCE = `
  select distinct on (n.account) n.account, a.kind, c.holder_id, c.id as consent, c.purpose, c.until::text
    from market.account_consent c
    join market.account_consent_account n on n.consent_id = c.id
    join ledger.account a on a.number = n.account and a.holder_id = c.holder_id
   where c.bank_id = $1 and c.state = 'in-force' and c.until >= $2::date`;

const toAccount = ({ holder_id: holderId, ...rest }: Row): ConsentedAccount => ({ ...rest, holderId });

/** What a bank may look at, by number. */
export async function readConsentedAccounts(
  reader: Pick<Reader, 'query'>,
  bankId: string,
  today: ChinaDate,
  page: PageRequest,
): Promise<Page<ConsentedAccount>> {
  const rows = await reader.query<Row>(
    `${IN_FORCE} and n.account > $3 order by n.account, c.until desc, c.seq desc limit $4`,
    [bankId, today, page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows.map(toAccount), page.limit, ({ account }) => [account]);
}

export async function findConsentedAccount(
  reader: Pick<Reader, 'query'>,
  bankId: string,
  today: ChinaDate,
  account: string,
): Promise<ConsentedAccount | undefined> {
  const [row] = await reader.query<Row>(
    `${IN_FORCE} and n.account = $3 order by n.account, c.until desc, c.seq desc`,
    [bankId, today, account],
  );
  return row === undefined ? undefined : toAccount(row);
}

/** Units that stand pledged in an account: to whom, how many, until when; the loan is the matter of those two. */
export interface StandingPledge {
  readonly id: string;
  readonly seq: string;
  readonly instrument: string;
  readonly held: bigint;
  readonly pledgeeId: string;
  readonly until: ChinaDate;
  readonly pledgedAt: Date;
}

export async function readStandingPledges(
  reader: Pick<Reader, 'query'>,
  account: string,
  page: PageRequest,
): Promise<Page<StandingPledge>> {
  const rows = await reader.query<{
    id: string;
    seq: string;
    instrument: string;
    held: string;
    pledgee_id: string;
    until: ChinaDate;
    pledged_at: Date;
  }>(
    `select id, seq, instrument, held, pledgee_id, until::text, pledged_at from custody.pledge
      where account = $1 and state = 'in-force' and seq < coalesce($2::bigint, 9223372036854775807)
      order by seq desc limit $3`,
    [account, page.after?.[0] ?? null, page.limit + 1],
  );
  const pledges = rows.map((row) => ({
    ...{ id: row.id, seq: row.seq, instrument: row.instrument, held: BigInt(row.held) },
    ...{ pledgeeId: row.pledgee_id, until: row.until, pledgedAt: row.pledged_at },
  }));
  return toPage(pledges, page.limit, ({ seq }) => [seq]);
}
