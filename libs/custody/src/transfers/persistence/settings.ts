import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';
import type { TransferProfile } from '../domain/timing';

/** What was set for an account; null is left to the rules. */
export interface TransferSettings {
  /** 0 where nothing was ever set. */
  readonly version: number;
  readonly profile: TransferProfile | null;
  readonly ownLimit: bigint | null;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
  readonly approver: string | null;
}

interface Row {
  version: number;
  profile: TransferProfile | null;
  own_limit: string | null;
  changed_at: Date;
  changed_by: string;
  approver: string | null;
}

const NOTHING_SET: TransferSettings = {
  version: 0,
  profile: null,
  ownLimit: null,
  changedAt: null,
  changedBy: null,
  approver: null,
};

export async function readSettings(reader: Reader, account: string): Promise<TransferSettings> {
  const [row] = await reader.query<Row>(
    `select version, profile, own_limit, changed_at, changed_by, approver from custody.transfer_settings
      where account = $1 order by version desc limit 1`,
    [account],
  );
  if (row === undefined) return NOTHING_SET;
  return {
    version: row.version,
    profile: row.profile,
    ownLimit: row.own_limit === null ? null : BigInt(row.own_limit),
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    approver: row.approver,
  };
}

/** As `readSettings`; of two who change them at once the second waits, and then sees what the first one set. */
export async function lockSettings(tx: Transaction, account: string): Promise<TransferSettings> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('custody.transfer-settings ' || $1, 0))`, [
    account,
  ]);
  return readSettings(tx, account);
}

/** The next version: the ones before stay as the history. */
export async function addSettings(
  tx: Transaction,
  account: string,
  next: TransferSettings & { readonly changedAt: Date; readonly changedBy: string },
): Promise<void> {
  await tx.query(
    `insert into custody.transfer_settings (account, version, profile, own_limit, changed_at, changed_by, approver)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      account,
      next.version,
      next.profile,
      next.ownLimit?.toString() ?? null,
      next.changedAt,
      next.changedBy,
      next.approver,
    ],
  );
}
