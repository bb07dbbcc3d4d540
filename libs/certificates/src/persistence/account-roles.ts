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
