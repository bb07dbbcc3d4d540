import { type Reach, type Window, windowOf } from '@carbon/http';
import { type ChinaDate, Refusal, startOfChinaDay } from '@carbon/kernel';

/** What a caller may look at: moments from the first, included, until the second, not included. Open where undefined. */
export interface Seen {
  readonly from?: Date;
  readonly until?: Date;
  /** Only these instruments, by code. */
  readonly instruments?: readonly string[];
}

const DAY_MS = 86_400_000;

/** What a caller may see of a holder's account that is within its reach (an auditor's engagement). */
export function seenOf(reach: Reach, holderId: string | null): Seen {
  const { from, to, instruments }: Window = windowOf(reach, holderId) ?? {};
  return {
    ...(from === undefined ? {} : { from: startOfChinaDay(from as ChinaDate) }),
    ...(to === undefined ? {} : { until: new Date(startOfChinaDay(to as ChinaDate).getTime() + DAY_MS) }),
    ...(instruments === undefined ? {} : { instruments }),
  };
}

export function isInstrumentSeen({ instruments }: Seen, code: string): boolean {
  return instruments === undefined || instruments.includes(code);
}

export function isSeen({ from, until }: Seen, moment: Date): boolean {
  return (from === undefined || moment >= from) && (until === undefined || moment < until);
}

/**
 * The moment at which balances are shown: the one asked for; without one now (undefined), or the end of a window that
 * has passed.
 * @throws Refusal LEDGER_OUTSIDE_WINDOW
 */
export function momentToShow(seen: Seen, asked: Date | undefined, now: Date): Date | undefined {
  if (asked !== undefined) {
    if (!isSeen(seen, asked)) throw outsideWindow();
    return asked;
  }
  if (isSeen(seen, now)) return undefined;
  if (seen.until === undefined || now < seen.until) throw outsideWindow();
  return new Date(seen.until.getTime() - 1);
}

/** The moment lies outside the time the caller's engagement covers. */
export function outsideWindow(): Refusal {
  return new Refusal(
    'LEDGER_OUTSIDE_WINDOW',
    403,
    {
      zh: '所查询的时点不在您的授权期间内',
      en: 'That moment lies outside the period your engagement covers',
    },
    {},
  );
}
