import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@carbon/database';
import type { DocumentParts } from '@carbon/documents';
import { createHttpApp, JsonLogger } from '@carbon/http';
import { ApiKeys, Mailer, SessionSettings } from '@carbon/identity';
import { SettableClock, startOfChinaDay } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import {
  AuctionCloser,
  BankRounds,
  Exchange,
  ExchangeModule,
  GreenPowerClock,
  SurveillanceWatch,
} from '@carbon/market';
import type { SealedPersonVault } from '@carbon/privacy';
import { type DynamicModule, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RegistryModule, type RegistryParts } from '../../../registry/src/registry.module';
import { MARKET } from './compliance-year/emitters';
import { ComplianceYear } from './compliance-year/year';
import { InclusionLoop } from '@carbon/inclusion';
import { enterFujian, issueWind, registerWind, retireWind, sellWind } from './fujian';
import { openCity, tellSeptember } from './inclusion/live-inclusion';
import { type ByTheClock, liveMarketDay, openedOn } from './market-day/market-day';
import { storyDays } from './market-day/story-days';
import { isKnown, Stage, type Who } from './stage';
import {
  enterSuzhou,
  issuePool,
  issuePv,
  openPool,
  PV,
  registerPv,
  retirePv,
  sellPv,
  tradePool,
} from './suzhou';
import { askVerification, fileAgain, offerPool } from './today';

export interface HistoryParts {
  readonly database: Database;
  readonly vault: SealedPersonVault;
  readonly documents?: DocumentParts;
}

export interface HistoryReport {
  /** Receipts of what was retired, the oldest first. */
  readonly receipts: readonly string[];
}

/** How often work that was asked for is looked for: nobody waits a second between two days of the past. */
const LOOK_FOR_WORK_MS = 50;
/** Who looks at it all in the end: when this person is known, it was lived to its end. */
const LAST: Who = `${PV.owner}/reader`;
/** The first day of all; the days of the stories follow one another. */
const BEGIN = '2022-03-01';
/** Of half a minute. */
const LEASE_LOOKS = 600;

/** The registry with the one market that the stories trade on. */
@Module({})
class HistoryModule {
  static forRoot(parts: RegistryParts): DynamicModule {
    const exchange = ExchangeModule.forRoot({ markets: [MARKET], tickEvery: 0 });
    return { module: HistoryModule, imports: [RegistryModule.forRoot(parts), exchange] };
  }
}

/**
 * Lives the projects of `credits.csv`, a compliance year of five key emitters, a city's month and a day on the market once, as history that
 * is entered afterwards: made-up people take every step of the rules on the day it is told of, over the registry's own HTTP
 * with a clock of its own, and what waits for somebody is entered as of now. Nobody else is let in meanwhile: this registry
 * does not listen, sends no mail and keeps no house.
 * @returns undefined when it was lived before
 */
export async function loadHistory(parts: HistoryParts, now: Date): Promise<HistoryReport | undefined> {
  if (await isKnown(parts, LAST)) return undefined;
  // what came by the clock before an interruption comes again in its place, not all at once
  const clock = new SettableClock(startOfChinaDay(BEGIN));
  const app = await createHttpApp(
    HistoryModule.forRoot({
      ...parts,
      ...{ clock, ledger: await Ledger.create(clock), mailer: new Silence(), machines: ApiKeys.parse([]) },
      sessions: new SessionSettings({ secondFactor: 'required', cookies: { secure: true } }),
      ...{ transfers: { runner: { everyMs: 0 } }, housekeeping: { every: 'never' } },
      jobs: { every: LOOK_FOR_WORK_MS },
    }),
    {
      logger: new JsonLogger('silent'),
      throttle: { requests: 1_000_000, seconds: 1 },
      openApi: { title: 'history', description: 'history', version: '1' },
    },
  );
  try {
    const stage = new Stage({ ...parts, app, clock });
    await untilMarketRuns(app);
    return await live(stage, { ...parts, now, byTheClock: byTheClockOf(app), judge: judgeOf(app) });
  } finally {
    await app.close();
  }
}

/** What people of the past would have been mailed is of no use to anybody. */
class Silence extends Mailer {
  override enqueue(): Promise<void> {
    return Promise.resolve();
  }
}

/** What else happens second by second, in one turn: the stories turn the clock, and do not wait. */
function byTheClockOf(app: NestFastifyApplication): ByTheClock {
  return async () => {
    await app.get(BankRounds).demo();
    await app.get(AuctionCloser).sweep();
    await app.get(GreenPowerClock).sweep();
    await app.get(Exchange).tick();
    await app.get(SurveillanceWatch).run();
  };
}

/** A process that was killed may hold the market for a moment. */
async function untilMarketRuns(app: NestFastifyApplication): Promise<void> {
  const exchange = app.get(Exchange);
  for (let looks = 0; !exchange.isLeader(MARKET); looks++) {
    if (looks === LEASE_LOOKS) throw new Error('another process runs the market');
    await pause(LOOK_FOR_WORK_MS);
  }
}

/** What was told is judged and reaches the ledger, in one turn. */
function judgeOf(app: NestFastifyApplication): () => Promise<void> {
  const loop = app.get(InclusionLoop, { strict: false });
  return async () => {
    await loop.judge();
    await loop.fold();
  };
}

interface Lived extends HistoryParts {
  readonly now: Date;
  readonly byTheClock: ByTheClock;
  readonly judge: () => Promise<void>;
}

async function live(stage: Stage, { now, byTheClock, judge, ...parts }: Lived): Promise<HistoryReport> {
  stage.on(BEGIN);
  await enterSuzhou(stage);
  await enterFujian(stage);
  const project = await registerPv(stage);
  const pv = await issuePv(stage, project);
  await sellPv(stage, pv.instrument);
  const receipts = [await retirePv(stage, pv.instrument)];
  const pool = await openPool(stage);
  const year = new ComplianceYear(stage);
  await year.list();
  await year.plan();

  const wind = await issueWind(stage, await registerWind(stage));
  await sellWind(stage, wind.instrument);
  receipts.push(await retireWind(stage, wind.instrument));
  await year.deposit();

  const pooled = await issuePool(stage, pool);
  await tradePool(stage, pooled.instrument);
  await year.liveFromPreAllocation();
  const city = { stage, judge, ...parts };
  await openCity(city);
  await tellSeptember(city);
  await liveMarketDay(stage, await storyDays(parts.database, now, await openedOn(stage)), byTheClock);

  await offerPool(stage, pooled.instrument, now);
  await fileAgain(stage);
  await askVerification(stage, project);
  await stage.get(LAST, '/v1/projects');
  return { receipts };
}
