import type { Reader } from '@carbon/database';

/** The registry-side accounts of holders, by holder: the oldest of kind `holding` that is not closed. */
export async function readHoldingAccounts(
  reader: Reader,
  holderIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await reader.query<{ holder_id: string; number: string }>(
    `select distinct on (holder_id) holder_id, number from ledger.account
      where holder_id = any($1) and kind = 'holding' and state not in ('closed', 'closure-pending')
      order by holder_id, id`,
    [holderIds],
  );
  return new Map(rows.map((row) => [row.holder_id, row.number]));
}

/** The accounts of provinces (ALC-010), by province: the oldest holding account of the province's own authority. */
export async function readProvincialAccounts(
  reader: Reader,
  provinces: readonly string[],
): Promise<Map<string, string>> {
  const rows = await reader.query<{ province: string; number: string }>(
    `select distinct on (h.province) h.province, a.number
       from identity.holder h join ledger.account a on a.holder_id = h.id
      where h.kind = 'regulator' and h.province = any($1) and a.kind = 'holding' and a.state = 'open'
      order by h.province, a.id`,
    [provinces],
  );
  return new Map(rows.map((row) => [row.province, row.number]));
}

/** What accounts hold free of an instrument, by account. */
export async function readAvailable(
  reader: Reader,
  accounts: readonly string[],
  instrument: string,
): Promise<Map<string, bigint>> {
  const rows = await reader.query<{ number: string; available: string }>(
    `select a.number, b.available from ledger.account a
       join ledger.instrument i on i.code = $2
       join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id
      where a.number = any($1)`,
    [accounts, instrument],
  );
  return new Map(rows.map((row) => [row.number, BigInt(row.available)]));
}

/** An enterprise that a round gives something and that has no account it could go to. */
export interface MissingAccount {
  readonly holderId: string;
  readonly holder: string;
  readonly province: string;
}

/**
 * Enterprises of a round whose line gives something, without a holding account, by code. Those whose allowances go to the
 * province's account are not among them.
 */
export async function readMissingAccounts(
  reader: Reader,
  roundId: string,
  provincial: readonly string[],
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<MissingAccount[]> {
  return reader.query<MissingAccount>(
    `select l.holder_id as "holderId", h.code as holder, l.province
       from allowances.allocation_line_now l join identity.holder h on h.id = l.holder_id
      where l.round_id = $1 and l.amount_t > 0 and not l.holder_id = any($2) and h.code > $3
        and not exists (select from ledger.account a where a.holder_id = l.holder_id and a.kind = 'holding'
          and a.state not in ('closed', 'closure-pending'))
      order by h.code limit $4`,
    [roundId, provincial, page.after ?? '', page.limit],
  );
}
