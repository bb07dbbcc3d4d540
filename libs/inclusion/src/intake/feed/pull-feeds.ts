import { Refusal } from '@carbon/kernel';
import type { IntakeDesk } from '../parts';
import { type DueFeed, noteFault, notePage, takeDueFeed } from '../persistence/feeds';
import { landActs } from '../use-cases/land-acts';
import { FeedFault, type PartnerFeed } from './partner-feed';

const AT_END_MS = 15 * 60_000;
const LEASE_MS = 2 * 60_000;
/** Pages of one call: a feed without end keeps nobody from anything else. */
const MOST_TURNS = 500;
const MOST_PAUSE_MS = 6 * 3_600_000;

/**
 * Fetches the next page of every feed that is due and lands it; the cursor moves on in the transaction of the landing, so
 * that a page is landed once however often it is fetched. A feed that fails waits longer each time and keeps no other
 * waiting.
 * @returns pages landed
 */
export async function pullFeeds(desk: IntakeDesk, feed: PartnerFeed): Promise<number> {
  let pages = 0;
  for (let turns = 0; turns < MOST_TURNS; turns++) {
    const now = desk.clock.now();
    const due = await desk.database.transaction((tx) =>
      takeDueFeed(tx, now, new Date(now.getTime() + LEASE_MS)),
    );
    if (due === undefined) return pages;
    if (await pull(desk, feed, due)) pages += 1;
  }
  return pages;
}

/** Whether a page was landed. */
async function pull(desk: IntakeDesk, feed: PartnerFeed, due: DueFeed): Promise<boolean> {
  const now = desk.clock.now();
  try {
    const { acts, next, sha256 } = await feed.fetch(due.url, due.cursor ?? undefined);
    const nextAt = new Date(now.getTime() + (next === undefined ? AT_END_MS : 0));
    const page = { cursor: next ?? due.cursor, nextAt, now };
    return await desk.gate.pass(() =>
      desk.database.transaction(async (tx) => {
        if (!(await notePage(tx, due, page))) return false;
        if (acts.length === 0) return false;
        // pages of one cursor may grow: what was told before is told before
        const key = `pull:${due.pages}:${sha256.toString('hex').slice(0, 32)}`;
        const told = {
          partnerId: due.partnerId,
          key,
          bodyHash: sha256,
          channel: 'pull',
          actor: 'system',
          acts,
        } as const;
        await landActs(tx, desk, told, now);
        return true;
      }),
    );
  } catch (error) {
    if (!(error instanceof FeedFault) && !(error instanceof Refusal)) throw error;
    const pause = Math.min(MOST_PAUSE_MS, 60_000 * 2 ** Math.min(due.failures, 10));
    const why = error instanceof FeedFault ? error.why : error.code;
    await desk.database.transaction((tx) =>
      noteFault(tx, due, { why, nextAt: new Date(now.getTime() + pause), now }),
    );
    return false;
  }
}
