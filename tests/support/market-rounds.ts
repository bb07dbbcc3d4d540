import { AuctionCloser, endDay, Exchange, GreenPowerClock } from '@carbon/market';
import { Rulebook } from '@carbon/rulebook';
import type { ChinaDate } from '@carbon/kernel';
import type { TradingMarket } from '@carbon/rules/domain';
import type { PlatformFixture } from './platform-fixture';

/** A day's statement of an account, as far as tests look at it. */
export interface DayStatement {
  readonly state: 'balanced' | 'faulty';
  readonly lines: readonly Readonly<
    Record<'instrument' | 'opening' | 'bought' | 'sold' | 'fees' | 'movedIn' | 'movedOut' | 'closing', string>
  >[];
  readonly trades: readonly { readonly method: string; readonly amountFen: string; readonly side: string }[];
  readonly faults: readonly object[];
}

/** Everything that comes by the clock at the end of a day, at once: auctions, green power, closes, statements. */
export async function endMarketDay(
  { app, database, clock }: PlatformFixture,
  day: ChinaDate,
  markets: readonly TradingMarket[],
): Promise<void> {
  await app.get(AuctionCloser).sweep();
  await app.get(GreenPowerClock).sweep();
  await app.get(Exchange).tick();
  const parts = { database, clock, rulebook: app.get(Rulebook) };
  for (const market of markets)
    await endDay(parts, { market, day }, { by: 'test', onProgress: () => Promise.resolve() });
}
