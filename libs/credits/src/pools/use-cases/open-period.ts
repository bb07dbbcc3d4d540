import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type ChinaDate, fault, malformed, newId } from '@carbon/kernel';
import { dayAfter } from '../domain/days';
import { factorMissing, periodNotNext } from '../domain/refusals';
import { insertPeriod, lastPeriod } from '../persistence/periods';
import { lockPool } from '../persistence/pools';
import type { Pool, PoolPeriod } from '../persistence/records';

export interface NewPeriod {
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  /** Micrograms per Wh, and where it comes from; for pools that count energy. */
  readonly factor: bigint | null;
  readonly factorSource: string | null;
}

/**
 * Opens the next monitoring period of a pool; periods follow one another in time.
 * @throws Refusal INPUT_MALFORMED, POOL_FACTOR_MISSING, POOL_PERIOD_NOT_NEXT
 */
export async function openPeriod(
  tx: Transaction,
  pool: Pool,
  period: NewPeriod,
  caller: Pick<Caller, 'id'>,
  now: Date,
): Promise<PoolPeriod> {
  const { from, to, factor, factorSource } = period;
  if (to < from) throw malformed([fault('to', 'order', 'must not be before from', '不得早于起始日')]);
  const counted = factor !== null && factorSource !== null;
  const none = factor === null && factorSource === null;
  if (pool.basis === 'kwh' ? !counted : !none) throw factorMissing();
  await lockPool(tx, pool);
  const last = await lastPeriod(tx, pool);
  if (last !== undefined && from <= last.to) throw periodNotNext(dayAfter(last.to));
  const entry = { ...period, id: newId(), poolId: pool.id, ordinal: (last?.ordinal ?? 0) + 1 };
  const opened = await insertPeriod(tx, entry, { actor: caller.id, now });
  await recordAudit(
    tx,
    {
      action: 'pool.period-opened',
      subject: { kind: 'pool', id: pool.number },
      holderId: pool.holderId,
      after: { period: opened.ordinal, from, to },
    },
    now,
  );
  return opened;
}
