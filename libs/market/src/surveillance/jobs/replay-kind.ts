import { IsChinaDate, IsOneOf } from '@carbon/http';
import type { JobKind } from '@carbon/jobs';
import {
  addDays,
  type ChinaDate,
  chinaDate,
  type Clock,
  daysBetween,
  fault,
  malformed,
} from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { replayDay } from '../use-cases/replay';

export class SurveillanceReplayPayload {
  @IsOneOf(TRADING_MARKETS, { description: 'Market. 市场', example: 'CN' })
  market!: string;

  @IsChinaDate({ description: 'First day. 起始日', example: '2026-03-01' })
  from!: ChinaDate;

  @IsChinaDate({ description: 'Last day. 截止日', example: '2026-03-31' })
  to!: ChinaDate;
}

/** Days of one replay (own choice). */
const LONGEST_DAYS = 366;

const STEP = { zh: '回看市场交易', en: 'looking at the market again' };

/** Looks at past days again; its result says what was found, and what of it nobody had told before. */
export function surveillanceReplayKind(rulebook: Rulebook, clock: Clock): JobKind<SurveillanceReplayPayload> {
  return {
    kind: 'surveillance-replay',
    title: { zh: '回看异常交易', en: 'Look at past trading again' },
    payload: SurveillanceReplayPayload,
    permission: 'surveillance.write',
    run: async (job) => {
      const { database } = job;
      const { market, from, to } = job.payload;
      const now = clock.now();
      const days = daysBetween(from, to) + 1;
      if (days < 1 || days > LONGEST_DAYS || to > chinaDate(now))
        throw malformed([
          fault(
            'to',
            'range',
            `must be a day from the first one on, today at the latest, and within ${LONGEST_DAYS} days`,
            `应不早于起始日、不晚于今日，且不超过 ${LONGEST_DAYS} 日`,
          ),
        ]);
      const sum = { days, found: 0, added: 0, raised: 0 };
      for (let at = 0; at < days; at++) {
        await job.progress(STEP, at, days);
        const day = await replayDay({ database, rulebook }, market, addDays(from, at), now);
        sum.found += day.found;
        sum.added += day.added;
        sum.raised += day.raised;
      }
      return sum;
    },
  };
}
