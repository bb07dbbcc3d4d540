import type { Database } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { type ExpiryRun, expiryRunEntity } from '../persistence/expiry-run.entity';
import type { Desk } from './desk';
import { auditStart, endExpired, newRun } from './expire-certificates';

/** After so long a run that never ended was cut off, and another process takes it up. */
const CUT_OFF_MS = 3_600_000;

/**
 * Ends what expired, once a China day (GEC-014: promptly). Undefined when the day's run is done, or another process is
 * about it.
 */
export async function expireDaily(database: Database, desk: Desk): Promise<ExpiryRun | undefined> {
  const run = await database.transaction(async (tx) => {
    const fresh = newRun(desk, {
      asOf: chinaDate(desk.clock.now()),
      actor: 'expiry-scheduler',
      scheduled: true,
    });
    await tx.query(`select pg_advisory_xact_lock(hashtext('certificates.daily-expiry'))`);
    const known = await tx.manager.findOneBy(expiryRunEntity, { asOf: fresh.asOf, scheduled: true });
    if (known === null) {
      await tx.manager.insert(expiryRunEntity, fresh);
      await auditStart(tx, desk, fresh);
      return fresh;
    }
    const age = desk.clock.now().getTime() - known.startedAt.getTime();
    return known.finishedAt === null && age > CUT_OFF_MS ? known : undefined;
  });
  return run === undefined ? undefined : endExpired(database, desk, run);
}
