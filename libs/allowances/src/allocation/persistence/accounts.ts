import type { Reader } from '@carbon/database';
import { currentHolders } from './successors';

/** The registry side of enterprises, by holder: the oldest account of kind `holding` that is not closed, of its successor too. */
export async function readHoldingAccounts(
  reader: Reader,
  holderIds: readonly string[],
): Promise<Map<string, string>> {
  const current = await currentHolders(reader, holderIds);
  const rows = await reader.query<{ holder_id: string; number: string }>(
    `select distinct on (holder_id) holder_id, number from ledger.account
      where holder_id = any($1) and kind = 'holding' and state not in ('closed', 'closure-pending')
      order by holder_id, id`,
    [[...new Set(current.values())]],
  );
  const accounts = new Map(rows.map((row) => [row.holder_id, row.number]));
  return new Map(
    [...current].flatMap(([holderId, now]) => {
      const account = accounts.get(now);
      return account === undefined ? [] : [[holderId, account] as const];
    }),
  );
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

/** Units that stand free in an account. */
export interface FreeUnits {
  readonly account: string;
  readonly quantity: bigint;
}

/** What holders have free of an instrument on the registry side, by holder, oldest account first. */
export async function readFreeUnits(
  reader: Reader,
  holderIds: readonly string[],
  instrument: string,
): Promise<Map<string, FreeUnits[]>> {
  const rows = await reader.query<{ holder_id: string; number: string; available: string }>(
    `select a.holder_id, a.number, b.available from ledger.account a
       join ledger.instrument i on i.code = $2
       join ledger.balance b on b.account_id = a.id and b.instrument_id = i.id
      where a.holder_id = any($1) and a.kind = 'holding' and b.available > 0 order by a.id`,
    [holderIds, instrument],
  );
  const found = new Map<string, FreeUnits[]>();
  for (const { holder_id, number, available } of rows) {
    const units = { account: number, quantity: BigInt(available) };
    found.set(holder_id, [...(found.get(holder_id) ?? []), units]);
  }
  return found;
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
        and not exists (select from ledger.account a where a.kind = 'holding'
          and a.holder_id = allowances.successor_of(l.holder_id)
          and a.state not in ('closed', 'closure-pending'))
      order by h.code limit $4`,
    [roundId, provincial, page.after ?? '', page.limit],
  );
}
