import type { Database } from '@carbon/database';
import type { DocumentParts } from '@carbon/documents';
import { createHttpApp, JsonLogger } from '@carbon/http';
import { ApiKeys, Mailer, SessionSettings } from '@carbon/identity';
import { SettableClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { SealedPersonVault } from '@carbon/privacy';
import { RegistryModule } from '../../../registry/src/registry.module';
import { ComplianceYear } from './compliance-year/year';
import { enterFujian, issueWind, registerWind, retireWind, sellWind } from './fujian';
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

/**
 * Lives the projects of `credits.csv` and a compliance year of five key emitters once, as history that is entered afterwards: made-up people take every step of the
 * rules on the day it is told of, over the registry's own HTTP with a clock of its own, and what waits for somebody is
 * entered as of now. Nobody else is let in meanwhile: this registry does not listen, sends no mail and keeps no house.
 * @returns undefined when it was lived before
 */
export async function loadHistory(parts: HistoryParts, now: Date): Promise<HistoryReport | undefined> {
  if (await isKnown(parts, LAST)) return undefined;
  const clock = new SettableClock(now);
  const app = await createHttpApp(
    RegistryModule.forRoot({
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
    return await live(new Stage({ ...parts, app, clock }), now);
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

async function live(stage: Stage, now: Date): Promise<HistoryReport> {
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

  await offerPool(stage, pooled.instrument, now);
  await fileAgain(stage);
  await askVerification(stage, project);
  await stage.get(LAST, '/v1/projects');
  return { receipts };
}
