import type { ChinaDate } from '@carbon/kernel';
import { MARKET } from '../compliance-year/emitters';
import { worked } from '../compliance-year/work';
import type { Stage } from '../stage';
import { admitVintages, openTradingAccounts, payIn, type TradingAccounts } from './accounts';
import { admitToGreenPower, contractWind, meterWind } from './green-power';
import { BANK, EXCHANGE, METERS } from './houses';
import { announceAuction, bid, negotiate } from './negotiated';
import { allocateNextVintage } from './next-vintage';
import { OrderDesk, tradeListed } from './orders';
import { AUCTION, NEXT_AUCTION, OLD_VINTAGE, type StoryDays } from './terms';

/** What comes by the clock of the platform, all of it that is due by now. */
export type ByTheClock = () => Promise<void>;

/** The day on which the story opened, if it has: it goes on with the days it began with. */
export async function openedOn(stage: Stage): Promise<ChinaDate | undefined> {
  const path = `/v1/markets/${MARKET}/instruments/${OLD_VINTAGE}/acts`;
  const { status, body } = await stage.ask(undefined, 'GET', path);
  if (status !== 200) return undefined;
  const { items } = body as { items: { act: string; at: string }[] };
  return items.find(({ act }) => act === 'admitted')?.at.slice(0, 10) as ChinaDate | undefined;
}

interface OpenMarket {
  readonly accounts: TradingAccounts;
  readonly auction: string;
}

/** Brings the market to life: the vintage, instruments, accounts, money, and the notice of an auction. */
async function openMarket(
  stage: Stage,
  { opening, day }: StoryDays,
  byTheClock: ByTheClock,
): Promise<OpenMarket> {
  await allocateNextVintage(stage);
  stage.on(opening);
  await stage.enter(EXCHANGE, BANK, METERS);
  await admitVintages(stage);
  const accounts = await openTradingAccounts(stage);
  await payIn(stage);
  await byTheClock();
  await admitToGreenPower(stage);
  return { accounts, auction: await announceAuction(stage, accounts, AUCTION, day) };
}

/**
 * One day on the national market in every way there is: listed orders, a block, an auction, a quarter hour of wind power, the
 * close and the statements. What is open at its end waits for whoever looks at the demonstration.
 */
export async function liveMarketDay(stage: Stage, days: StoryDays, byTheClock: ByTheClock): Promise<void> {
  const { accounts, auction } = await openMarket(stage, days, byTheClock);
  const { day, goodTill, quoteUntil, nextAuction } = days;
  const turnTo = (time: string) => stage.turnTo(new Date(`${day}T${time}:00+08:00`));
  const interval = `${day}T14:00:00+08:00`;

  await tradeListed(new OrderDesk(stage, accounts), turnTo, goodTill);
  turnTo('11:20');
  await bid(stage, accounts, auction);
  await contractWind(stage, interval);
  turnTo('13:10');
  await negotiate(stage, accounts, quoteUntil);
  turnTo('14:20');
  await byTheClock();
  await meterWind(stage, interval);
  await announceAuction(stage, accounts, NEXT_AUCTION, nextAuction);
  turnTo('15:05');
  await byTheClock();
  await worked(stage, 'EXCHANGE/maker', 'market-day-end', { market: MARKET, day });
  turnTo('15:10');
  await byTheClock();
}
