import type { Database } from '@carbon/database';
import { chinaDate, startOfChinaDay } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';
import { type Detector, detectors } from '../detectors';
import { spansOf, startOfMinute } from '../domain/spans';
import {
  beginWatermarks,
  busySlots,
  lockWatermark,
  moveWatermark,
  readWatermarks,
} from '../persistence/watermarks';
import { lookAtSpan } from './look';

export interface WatchParts {
  readonly database: Database;
  readonly rulebook: Rulebook;
  /** Hears of a detector that failed; the others go on, and it tries again next time. */
  readonly onFault: (error: unknown) => void;
}

/**
 * What happened just now may still be on its way to the database: only what is older is looked at. Batches of the exchange and
 * settlements take far less.
 */
const SETTLING_MS = 30_000;

/**
 * Lets every detector look at what is new in a market since it last looked; the first time, at the day. Each looks and moves its
 * watermark in one transaction, so that a process that dies has either done both or neither; any number of processes may.
 * @returns how many alerts began
 */
export async function watchMarket(parts: WatchParts, market: string, now: Date): Promise<number> {
  const { database } = parts;
  const until = startOfMinute(new Date(now.getTime() - SETTLING_MS));
  const kinds = detectors.map(({ kind }) => kind);
  await database.transaction((tx) => beginWatermarks(tx, market, kinds, startOfChinaDay(chinaDate(until))));
  const watermarks = await readWatermarks(database, market);
  const earliest = [...watermarks.values()].reduce((a, b) => (a < b ? a : b), until);
  if (earliest >= until) return 0;
  const slots = await busySlots(database, market, earliest, until);
  let raised = 0;
  for (const detector of detectors) {
    try {
      raised += await lookOn(parts, detector, { market, until, slots, now });
    } catch (error) {
      parts.onFault(error);
    }
  }
  return raised;
}

interface Turn {
  readonly market: string;
  readonly until: Date;
  readonly slots: readonly Date[];
  readonly now: Date;
}

/** Slot by slot, so that long absences are made up in small transactions. */
async function lookOn(
  { database, rulebook }: WatchParts,
  detector: Detector,
  { market, until, slots, now }: Turn,
): Promise<number> {
  let raised = 0;
  for (let done = false; !done;) {
    done = await database.transaction(async (tx) => {
      const from = await lockWatermark(tx, market, detector.kind);
      if (from === undefined) return true;
      const [span] = spansOf(market, from, until, slots);
      if (span !== undefined) {
        const packs = await rulebook.packs(tx);
        raised += (await lookAtSpan(tx, detector, span, { packs, live: true, now })).raised;
      }
      await moveWatermark(tx, market, detector.kind, span?.to ?? until);
      return span === undefined || span.to >= until;
    });
  }
  return raised;
}
