import type { Transaction } from '@carbon/database';
import type { Reader } from '@carbon/ledger';
import type { GreenPowerRules } from '../../domain/trading/green-power-rules';
import { intervalAt } from '../../domain/green-power/index';

const HOUR_MS = 3_600_000;

/** An interval for which something was offered or wanted. */
export interface PowerInterval {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly gateAt: Date;
  readonly readingBy: Date;
  readonly rulePack: string;
  readonly state: 'open' | 'cleared' | 'settled';
}

const SELECT = `select starts_at as "startsAt", ends_at as "endsAt", gate_at as "gateAt", reading_by as "readingBy",
    rule_pack as "rulePack", state from market.power_interval`;

/**
 * Begins an interval where nobody did, and takes part in it: orders do not wait for each other, and the clearing waits for them.
 * What it goes by is fixed by the first order.
 */
export async function enterInterval(
  tx: Transaction,
  start: Date,
  rules: GreenPowerRules,
): Promise<PowerInterval> {
  const { end, gate } = intervalAt(start, rules);
  const readingBy = new Date(end.getTime() + rules.readingDeadlineHours * HOUR_MS);
  await tx.query(
    `insert into market.power_interval (starts_at, ends_at, gate_at, reading_by, rule_pack, rule_hash)
     values ($1, $2, $3, $4, $5, $6) on conflict (starts_at) do nothing`,
    [start, end, gate, readingBy, rules.pack, rules.hash],
  );
  const interval = await lockInterval(tx, start, 'share');
  if (interval === undefined) throw new Error('an interval that was begun is gone');
  return interval;
}

export async function lockInterval(
  tx: Transaction,
  start: Date,
  how: 'share' | 'alone',
): Promise<PowerInterval | undefined> {
  const [row] = await tx.query<PowerInterval>(
    `${SELECT} where starts_at = $1 for ${how === 'share' ? 'share' : 'no key update'}`,
    [start],
  );
  return row;
}

export async function noteCleared(tx: Transaction, start: Date, now: Date): Promise<void> {
  await tx.query(`update market.power_interval set state = 'cleared', cleared_at = $2 where starts_at = $1`, [
    ...[start, now],
  ]);
}

/** Intervals whose gate has closed and that nobody cleared, the earliest first. */
export async function readUncleared(reader: Reader, now: Date): Promise<Date[]> {
  const rows = await reader.query<{ starts_at: Date }>(
    `select starts_at from market.power_interval where state = 'open' and gate_at <= $1 order by starts_at`,
    [now],
  );
  return rows.map((row) => row.starts_at);
}

/** Of many starts, the intervals that are there, kept as they are until the transaction ends; by milliseconds. */
export async function shareIntervals(
  tx: Transaction,
  starts: readonly Date[],
): Promise<ReadonlyMap<number, PowerInterval>> {
  const rows = await tx.query<PowerInterval>(
    `${SELECT} where starts_at = any($1::timestamptz[]) order by starts_at for share`,
    [starts.map((start) => start.toISOString())],
  );
  return new Map(rows.map((row) => [row.startsAt.getTime(), row]));
}

/** Cleared intervals whose readings are overdue, locked against readings that come at the same moment. */
export async function lockOverdue(tx: Transaction, now: Date): Promise<Date[]> {
  const rows = await tx.query<{ starts_at: Date }>(
    `select starts_at from market.power_interval where state = 'cleared' and reading_by <= $1
      order by starts_at for no key update`,
    [now],
  );
  return rows.map((row) => row.starts_at);
}

/** Ends intervals of which nothing is left to return or to pay. @returns how many */
export async function settleDone(tx: Transaction, now: Date): Promise<number> {
  const rows = await tx.query(
    `update market.power_interval i set state = 'settled', settled_at = $1
      where state = 'cleared'
        and not exists (select from market.power_contract c where c.starts_at = i.starts_at and c.settled_at is null)
        and not exists (select from market.power_demand d
                         where d.starts_at = i.starts_at and d.state = 'cleared' and d.returned_at is null)
      returning starts_at`,
    [now],
  );
  return rows.length;
}
