import { recordAudit } from '@carbon/audit';
import type { Database } from '@carbon/database';
import { chinaDate, type OnProgress } from '@carbon/kernel';
import { keptSince } from './kept-since';
import type { PersonalDataSources, RetentionSweep } from './personal-data-sources';
import { personsPastRestriction } from './persistence/persons';
import { erasePerson } from './use-cases/erase-person';

const BATCH = 1_000;
const SCHEDULER = { actor: 'system' } as const;

export interface RetentionReport {
  /** Rows removed, by category. */
  readonly removed: Readonly<Record<string, number>>;
  /** Persons whose last duty of keeping had ended, erased now. */
  readonly personsErased: number;
}

/**
 * Removes what has done its work (PII-003): of each category what is older than its rule allows, and persons whose
 * erasure waited for a duty of keeping to end. In batches, each a transaction with its count in the audit trail.
 */
export async function runRetention(
  database: Database,
  sources: PersonalDataSources,
  now: Date,
  onProgress: OnProgress = () => undefined,
): Promise<RetentionReport> {
  const removed: Record<string, number> = {};
  for (const sweep of sources.all().flatMap(({ retention }) => retention ?? [])) {
    const { category } = sweep;
    const before = (count: number) => onProgress({ step: category, done: count });
    removed[category] = (removed[category] ?? 0) + (await sweepAll(database, sweep, now, before));
  }
  const personsErased = await eraseWaiting(database, sources, now, onProgress);
  return { removed, personsErased };
}

async function sweepAll(
  database: Database,
  sweep: RetentionSweep,
  now: Date,
  tell: (done: number) => void,
): Promise<number> {
  const { category } = sweep;
  const before = keptSince(category, now);
  for (let done = 0; ;) {
    const count = await database.transaction(async (tx) => {
      const removed = await sweep.removeDue(tx, before, BATCH, now);
      if (removed > 0) {
        const subject = { kind: 'retention', id: category };
        const after = { removed, before: before.toISOString() };
        await recordAudit(tx, { action: 'retention.removed', subject, after }, now, SCHEDULER);
      }
      return removed;
    });
    done += count;
    tell(done);
    if (count < BATCH) return done;
  }
}

/** A duty may have been renewed meanwhile: then the person is restricted on, until a later day. */
async function eraseWaiting(
  database: Database,
  sources: PersonalDataSources,
  now: Date,
  onProgress: OnProgress,
): Promise<number> {
  let erased = 0;
  for (let after: string | undefined; ;) {
    const ids = await personsPastRestriction(database, chinaDate(now), after, BATCH);
    for (const personId of ids) {
      const order = { personId, now, by: SCHEDULER };
      const { state } = await database.transaction((tx) => erasePerson(tx, sources, order));
      if (state === 'erased') erased++;
      onProgress({ step: 'persons', done: erased });
    }
    after = ids.at(-1);
    if (after === undefined) return erased;
  }
}
