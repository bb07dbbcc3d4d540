import { reachIds, type Reach } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { ProvinceCode } from '../domain/provinces';

/** GEC-017; an account without an entry is a generator's or a buyer's. */
export const ASSIGNED_ROLES = ['agent', 'provincial'] as const;
export type AssignedRole = (typeof ASSIGNED_ROLES)[number];

/** The accounts that receive what goes to provinces (GEC-007, GEC-011), by province. */
export async function provincialAccounts(reader: Reader): Promise<ReadonlyMap<ProvinceCode, string>> {
  const rows = await reader.query<{ province: ProvinceCode; account_number: string }>(
    `select province, account_number from certificates.account_role where role = 'provincial'`,
  );
  return new Map(rows.map(({ province, account_number }) => [province, account_number]));
}

/** Which of these accounts were assigned a role. */
export async function rolesOf(
  reader: Reader,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, AssignedRole>> {
  const rows = await reader.query<{ account_number: string; role: AssignedRole }>(
    `select account_number, role from certificates.account_role where account_number = any($1::text[])`,
    [accounts],
  );
  return new Map(rows.map(({ account_number, role }) => [account_number, role]));
}

export interface AccountRole {
  readonly account: string;
  readonly role: AssignedRole;
  readonly province: ProvinceCode | null;
  readonly assignedAt: Date;
}

/** Accounts with an assigned role, by number; those of holders within reach. */
export async function readAccountRoles(
  reader: Reader,
  page: PageRequest,
  reach: Reach,
): Promise<Page<AccountRole>> {
  const rows = await reader.query<AccountRole>(
    `select r.account_number as account, r.role, r.province, r.assigned_at as "assignedAt"
       from certificates.account_role r join ledger.account a on a.number = r.account_number
      where r.account_number > $1 and ($2::uuid[] is null or a.holder_id = any($2))
      order by r.account_number limit $3`,
    [page.after?.[0] ?? '', reachIds(reach), page.limit + 1],
  );
  return toPage(rows, page.limit, ({ account }) => [account]);
}
