import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import type { TradingMarket } from '@carbon/rules/domain';
import type { Rulebook } from '@carbon/rulebook';
import { isOpen, isTradingDay, lockedSince, type TradingRules, tradingRules } from '../domain/trading';
import type { Tradable } from '../instruments';
import { openDays } from '../settlement';

/** What holds for a market all day: its rules, its calendar, the closes before. */
export interface MarketDay {
  readonly day: ChinaDate;
  readonly rules: TradingRules;
  readonly isTradingDay: boolean;
  /** TRD-010: what was bought from this day on may not be sold yet. */
  readonly lockedSince: ChinaDate | undefined;
  isOpenAt(at: Date): boolean;
  /** By instrument, fen; of instruments whose day has begun. */
  readonly previousCloses: Map<string, bigint>;
}

/** Markets that keep other working days than China's. */
const CALENDARS: Partial<Record<TradingMarket, 'eu'>> = { EU: 'eu' };

/** Reads the day once; a version of the rules that is approved today begins on a later one. */
export async function readMarketDay(
  tx: Transaction,
  rulebook: Rulebook,
  market: TradingMarket,
  now: Date,
): Promise<MarketDay> {
  const day = chinaDate(now);
  const rules = tradingRules(await rulebook.packs(tx), market, day);
  const calendar = await readCalendar(tx, CALENDARS[market] ?? 'cn', now);
  const method = rules.matching === 'continuous' ? 'continuous' : 'listed';
  return {
    ...{ day, rules },
    isTradingDay: isTradingDay(rules, day, calendar),
    lockedSince: lockedSince(rules, day, calendar),
    isOpenAt: (at) => isOpen(rules, method, at, calendar),
    previousCloses: new Map(),
  };
}

/** Begins the day of instruments that trade and have not begun it. Closes are remembered when the batch is durable. */
export async function beginDay(
  tx: Transaction,
  { day, isTradingDay: trades, previousCloses }: MarketDay,
  tradables: ReadonlyMap<string, Tradable>,
): Promise<ReadonlyMap<string, bigint>> {
  const missing = [...tradables.values()].filter(
    ({ instrument, state }) => state !== 'delisted' && !previousCloses.has(instrument),
  );
  if (!trades || missing.length === 0) return previousCloses;
  const begun = await openDays(tx, day, missing);
  const closes = new Map(previousCloses);
  for (const [instrument, { previousCloseFen }] of begun) closes.set(instrument, previousCloseFen);
  return closes;
}
