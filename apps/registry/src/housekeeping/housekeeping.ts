import { eraseAuditOrigins } from '@carbon/audit';
import { Database, type Transaction } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { keptSince, PersonalDataSources, runRetention } from '@carbon/privacy';
import { Inject, Injectable } from '@nestjs/common';

const LOCK = 'registry.housekeeping';
const HOUSEKEEPING = { actor: 'system' } as const;

/** Removes what has done its work: data of persons by the retention rules, and where old acts came from. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly database: Database,
    private readonly sources: PersonalDataSources,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * One process at a time does it. The work runs in transactions of its own; the one that holds the lock waits for them.
   * @returns whether it was done here; false when another process is at it
   */
  run(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (!(await lead(tx))) return false;
      const now = this.clock.now();
      await this.database.transaction((own) =>
        eraseAuditOrigins(own, keptSince('audit-origins', now), now, HOUSEKEEPING),
      );
      await runRetention(this.database, this.sources, now);
      return true;
    });
  }
}

/** Whether this transaction may do it; the lock ends with it. */
async function lead(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock(hashtext($1)) as mine', [
    LOCK,
  ]);
  return row?.mine === true;
}
