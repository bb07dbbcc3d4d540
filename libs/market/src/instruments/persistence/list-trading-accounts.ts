import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { readTradingAccounts, type TradingAccount, type TradingAccountState } from '../trading-account';

export interface AccountFilter {
  readonly market?: string | undefined;
  readonly state?: TradingAccountState | undefined;
}

/** Trading accounts of holders within reach, the latest first. */
export async function listTradingAccounts(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { market, state }: AccountFilter,
): Promise<Page<TradingAccount>> {
  const rows = await reader.query<{ id: number; number: string }>(
    `select id, number from market.trading_account
      where ($1::uuid[] is null or holder_id = any($1)) and ($2::text is null or market = $2)
        and ($3::text is null or state = $3) and id < coalesce($4::bigint, 2147483648)
      order by id desc limit $5`,
    [reachIds(reach), market ?? null, state ?? null, page.after?.[0] ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ id }) => [id.toString()]);
  const accounts = await readTradingAccounts(
    reader,
    found.items.map(({ number }) => number),
  );
  return { ...found, items: found.items.flatMap(({ number }) => accounts.get(number) ?? []) };
}
