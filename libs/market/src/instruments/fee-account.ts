import type { Reader } from '@carbon/database';

/** The funds account that a market's fees go to; where there is none, it charges none. */
export async function feeAccountOf(
  reader: Pick<Reader, 'query'>,
  market: string,
): Promise<string | undefined> {
  const [row] = await reader.query<{ account: string }>(
    'select account from market.fee_account where market = $1',
    [market],
  );
  return row?.account;
}
