import type { Reader } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Adapter } from '../bank-port';

/** An account at a settlement bank in which everybody's money lies (TRD-016). */
export interface SettlementAccount {
  readonly id: number;
  /** As the bank writes it. */
  readonly number: string;
  readonly bankId: string;
  readonly bankCode: string;
  readonly adapter: Adapter;
  readonly openedAt: Date;
}

const SELECT = `select s.id, s.number, s.bank_id as "bankId", h.code as "bankCode", s.adapter, s.opened_at as "openedAt"
  from market.settlement_account s join identity.holder h on h.id = s.bank_id`;

/** By its number, if the caller may see its bank: a bank reaches its own. */
export async function findSettlementAccount(
  reader: Pick<Reader, 'query'>,
  number: string,
  reach: Reach,
): Promise<SettlementAccount | undefined> {
  const [row] = await reader.query<SettlementAccount>(
    `${SELECT} where s.number = $1 and ($2::uuid[] is null or s.bank_id = any($2::uuid[]))`,
    [number, reachIds(reach)],
  );
  return row;
}

/** The account that payments go out from: the first that was opened. */
export async function firstSettlementAccount(
  reader: Pick<Reader, 'query'>,
): Promise<SettlementAccount | undefined> {
  const [row] = await reader.query<SettlementAccount>(`${SELECT} order by s.id limit 1`);
  return row;
}

export function allSettlementAccounts(reader: Pick<Reader, 'query'>): Promise<SettlementAccount[]> {
  return reader.query<SettlementAccount>(`${SELECT} order by s.id`);
}

/** In the order in which they were opened. */
export async function readSettlementAccounts(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
): Promise<Page<SettlementAccount>> {
  const rows = await reader.query<SettlementAccount>(
    `${SELECT} where s.id > $1::bigint order by s.id limit $2`,
    [page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id.toString()]);
}
