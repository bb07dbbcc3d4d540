import type { Database } from '@carbon/database';
import { addDays, type ChinaDate, startOfChinaDay } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';
import { detectors } from '../detectors';
import { spansOf, startOfMinute } from '../domain/spans';
import { busySlots } from '../persistence/watermarks';
import { lookAtSpan } from './look';

export interface Replayed {
  readonly found: number;
  readonly added: number;
  readonly raised: number;
}

/**
 * Has every detector look at a past day again, by the rules of that day. What was told before is found again and not told
 * twice. Holdings are those that were kept at the close.
 */
export async function replayDay(
  { database, rulebook }: { readonly database: Database; readonly rulebook: Rulebook },
  market: string,
  day: ChinaDate,
  now: Date,
): Promise<Replayed> {
  const from = startOfChinaDay(day);
  const end = startOfChinaDay(addDays(day, 1));
  const to = end < now ? end : startOfMinute(now);
  const spans = spansOf(market, from, to, await busySlots(database, market, from, to));
  const sum = { found: 0, added: 0, raised: 0 };
  for (const span of spans)
    for (const detector of detectors) {
      const looked = await database.transaction(async (tx) =>
        lookAtSpan(tx, detector, span, { packs: await rulebook.packs(tx), live: false, now }),
      );
      sum.found += looked.found;
      sum.added += looked.added;
      sum.raised += looked.raised;
    }
  return sum;
}
