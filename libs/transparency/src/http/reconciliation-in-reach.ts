import type { Database } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import type { Json } from '@carbon/kernel';
import type { StoredDifference } from '../persistence/reconciliations';

/** Which of these accounts a caller may know of; all for those who see everything. */
async function accountsInReach(
  database: Database,
  numbers: readonly string[],
  reach: Reach,
): Promise<ReadonlySet<string>> {
  if (reach === 'everything' || numbers.length === 0) return new Set(numbers);
  const rows = await database.query<{ number: string }>(
    'select number from ledger.account where number = any($1) and holder_id = any($2)',
    [numbers, reachIds(reach)],
  );
  return new Set(rows.map(({ number }) => number));
}

/** Differences on accounts within reach; what concerns none, or nobody's, is for those who see everything. */
export async function differencesInReach(
  database: Database,
  differences: readonly StoredDifference[],
  reach: Reach,
): Promise<StoredDifference[]> {
  if (reach === 'everything') return [...differences];
  const numbers = differences.flatMap(({ account }) => account ?? []);
  const known = await accountsInReach(database, numbers, reach);
  return differences.filter(({ account }) => account !== null && known.has(account));
}

/** Summaries as they are, but that they name only blocked accounts within reach. */
export async function summariesInReach(
  database: Database,
  summaries: readonly Json[],
  reach: Reach,
): Promise<Json[]> {
  if (reach === 'everything') return [...summaries];
  const known = await accountsInReach(database, summaries.flatMap(blockedOf), reach);
  return summaries.map((summary) => {
    const blocked = blockedOf(summary);
    if (blocked.length === 0) return summary;
    return Object.assign({}, summary, { blocked: blocked.filter((number) => known.has(number)) });
  });
}

function blockedOf(summary: Json): string[] {
  if (typeof summary !== 'object' || summary === null || !('blocked' in summary)) return [];
  const { blocked } = summary;
  return Array.isArray(blocked) ? blocked.filter((each) => typeof each === 'string') : [];
}
