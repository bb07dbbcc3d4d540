import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues, windowOf } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { StatementFacts } from '../domain/account-statement';
import { ordersOf, type StatementJson } from '../domain/statement-json';

/** A statement as it was made. */
export interface KeptStatement {
  readonly account: string;
  readonly day: ChinaDate;
  readonly version: number;
  readonly market: string;
  readonly holderId: string;
  readonly state: 'balanced' | 'faulty';
  /** Canonical JSON of a `StatementJson`. */
  readonly content: string;
  readonly contentHash: Buffer;
  readonly madeAt: Date;
}

export type NewStatement = Omit<KeptStatement, 'version' | 'madeAt' | 'day' | 'market'>;

/**
 * Keeps statements of a day, each as the next version of its account's; one that says what the latest version says is kept
 * already. @returns the accounts whose statement is new
 */
export async function keepStatements(
  tx: Transaction,
  { market, day, now }: { readonly market: string; readonly day: ChinaDate; readonly now: Date },
  statements: readonly NewStatement[],
): Promise<readonly string[]> {
  const rows = await tx.query<{ trading_account: string }>(
    `insert into market.account_statement (trading_account, day, version, market, holder_id, state, content, content_hash,
        made_at)
     select g.account, $1::date, coalesce(latest.version, 0) + 1, $2, g.holder, g.state, g.content, g.hash, $3
       from unnest($4::text[], $5::uuid[], $6::text[], $7::text[], $8::bytea[]) as g (account, holder, state, content, hash)
       left join lateral (
         select version, content_hash from market.account_statement s
          where s.trading_account = g.account and s.day = $1::date order by version desc limit 1) latest on true
      where latest.content_hash is distinct from g.hash
     returning trading_account`,
    [
      ...[day, market, now],
      statements.map(({ account }) => account),
      statements.map(({ holderId }) => holderId),
      statements.map(({ state }) => state),
      statements.map(({ content }) => content),
      statements.map(({ contentHash }) => contentHash),
    ],
  );
  return rows.map(({ trading_account }) => trading_account);
}

/** The open orders that the latest statements of accounts for a day tell. */
export async function readStatedOrders(
  reader: Pick<Reader, 'query'>,
  accounts: readonly string[],
  day: ChinaDate,
): Promise<ReadonlyMap<string, Pick<StatementFacts, 'orders' | 'ordersOfTheMoment'>>> {
  const rows = await reader.query<{ account: string; content: string }>(
    `select distinct on (trading_account) trading_account as account, content from market.account_statement
      where trading_account = any($1::text[]) and day = $2 order by trading_account, version desc`,
    [accounts, day],
  );
  return new Map(
    rows.map(({ account, content }) => [account, ordersOf(JSON.parse(content) as StatementJson)]),
  );
}

const SEEN = inReach(2, { holder: 's.holder_id', moment: `(s.day::timestamp at time zone 'Asia/Shanghai')` });
const COLUMNS = `s.trading_account as account, s.day::text, s.version, s.market, s.holder_id as "holderId", s.state,
  s.content_hash as "contentHash", s.made_at as "madeAt"`;

/** The days of an account that have a statement, the latest first, each in its latest version. */
export async function readStatementDays(
  reader: Pick<Reader, 'query'>,
  account: string,
  reach: Reach,
  page: PageRequest,
): Promise<Page<Omit<KeptStatement, 'content'>>> {
  const rows = await reader.query<Omit<KeptStatement, 'content'>>(
    `select distinct on (s.day) ${COLUMNS} from market.account_statement s
      where s.trading_account = $1 and ${SEEN} and s.day < coalesce($5::date, 'infinity')
      order by s.day desc, s.version desc limit $6`,
    [account, ...reachValues(reach), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ day }) => [day]);
}

/** One statement; the latest version where none is named. */
export async function findStatement(
  reader: Pick<Reader, 'query'>,
  {
    account,
    day,
    version,
  }: { readonly account: string; readonly day: ChinaDate; readonly version?: number | undefined },
  reach: Reach,
): Promise<KeptStatement | undefined> {
  const [row] = await reader.query<KeptStatement>(
    `select ${COLUMNS}, s.content from market.account_statement s
      where s.trading_account = $1 and ${SEEN} and s.day = $5 and ($6::int is null or s.version = $6)
      order by s.version desc limit 1`,
    [account, ...reachValues(reach), day, version ?? null],
  );
  return row;
}

/** A statement tells everything of an account: who was engaged for some instruments only does not see it. */
export const seesAll = (reach: Reach, holderId: string): boolean =>
  windowOf(reach, holderId)?.instruments === undefined;
