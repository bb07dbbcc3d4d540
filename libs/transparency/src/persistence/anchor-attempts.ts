import type { Reader } from '@carbon/ledger';
import type { Json } from '@carbon/kernel';

export interface Attempt {
  readonly subject: 'checkpoint' | 'issuance' | 'caps' | 'chain';
  readonly checkpointSize?: bigint;
  /** `sent`, `mined`, `final`, `failed`, `unreachable`, `reorganised`, … */
  readonly happened: string;
  readonly transaction?: string;
  readonly error?: string;
  readonly details?: Readonly<Record<string, Json>>;
}

/** Writes down what was tried and what came of it; nobody can change it afterwards. */
export async function recordAttempt(writer: Reader, attempt: Attempt): Promise<void> {
  await writer.query(
    `insert into log.anchor_attempt (subject, checkpoint_size, happened, tx_hash, error, details)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      attempt.subject,
      attempt.checkpointSize?.toString() ?? null,
      attempt.happened,
      attempt.transaction ?? null,
      attempt.error ?? null,
      JSON.stringify(attempt.details ?? {}),
    ],
  );
}

export interface RecordedAttempt extends Attempt {
  readonly at: Date;
}

/** The latest attempts, newest first. */
export async function latestAttempts(reader: Reader, limit: number): Promise<RecordedAttempt[]> {
  const rows = await reader.query<{
    at: Date;
    subject: Attempt['subject'];
    checkpoint_size: string | null;
    happened: string;
    tx_hash: string | null;
    error: string | null;
    details: Record<string, Json>;
  }>('select * from log.anchor_attempt order by id desc limit $1', [limit]);
  return rows.map((row) => ({
    at: row.at,
    subject: row.subject,
    happened: row.happened,
    details: row.details,
    ...(row.checkpoint_size === null ? {} : { checkpointSize: BigInt(row.checkpoint_size) }),
    ...(row.tx_hash === null ? {} : { transaction: row.tx_hash }),
    ...(row.error === null ? {} : { error: row.error }),
  }));
}
