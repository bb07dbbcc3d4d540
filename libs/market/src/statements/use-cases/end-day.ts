import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Database } from '@carbon/database';
import { canonicalJson, type ChinaDate, type Clock, type Json, startOfChinaDay } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';
import { marketDataRules } from '../../market-data/domain/market-data-rules';
import { dayFileCsv } from '../domain/day-file-csv';
import { type DayFacts, dayFileFaults } from '../domain/day-file';
import {
  compositeJson,
  dayFileJson,
  type DayFileForm,
  figureJson,
  type PublicCodes,
} from '../domain/day-file-json';
import { dayDoesNotAddUp, dayNotClosed } from '../domain/refusals';
import { keepStatements } from '../persistence/account-statements';
import { type DayFileContent, endOfDayBefore, findDayEnd, insertDayEnd } from '../persistence/day-ends';
import { findClosedDay, readDayTrades, readFigures } from '../persistence/read-day';
import { type Period, readAccounts } from '../persistence/read-facts';
import { stateAccounts } from './state-accounts';

export interface DayEndParts {
  readonly database: Database;
  readonly rulebook: Rulebook;
  readonly clock: Clock;
}

/** What came of ending a day. */
export interface EndedDay {
  readonly version: number;
  readonly accounts: number;
  /** Statements that are new or say something else than before. */
  readonly changed: number;
  readonly faulty: number;
  readonly trades: number;
}

/** Accounts that are stated in one transaction. */
const CHUNK = 500;

/**
 * TRD-016: ends a closed day of a market. Every account gets its statement, the day its file. Done again it changes nothing,
 * unless something else is known by now: then there is a further version. What does not add up is kept and told.
 * @throws Refusal EXCHANGE_DAY_NOT_CLOSED, EXCHANGE_DAY_DOES_NOT_ADD_UP
 */
export async function endDay(
  parts: DayEndParts,
  { market, day }: { readonly market: string; readonly day: ChinaDate },
  { by, onProgress }: { readonly by: string; readonly onProgress: OnStep },
): Promise<EndedDay> {
  const { database, clock } = parts;
  const closed = await findClosedDay(database, market, day);
  if (closed === undefined) throw dayNotClosed(market, day);
  const before = await findDayEnd(database, market, day);
  const period: Period =
    before === undefined
      ? { from: (await endOfDayBefore(database, market, day)) ?? startOfChinaDay(day), to: closed.closedAt }
      : { from: before.fromAt, to: before.toAt };
  const stated = await stateAll(parts, { market, day, period }, onProgress);
  const facts: DayFacts = {
    ...{ market, day, figures: await readFigures(database, market, day) },
    trades: await readDayTrades(database, market, day),
  };
  const faults = dayFileFaults(facts);
  const codes = await codesOf(parts, market, day);
  const files = (['public', 'full'] as const).map((form) => fileOf(facts, form, codes));
  const same =
    before?.jsonHash.equals(files[0]?.jsonHash ?? Buffer.alloc(0)) === true && stated.changed === 0;
  const version = (before?.version ?? 0) + (same ? 0 : 1);
  const counts = {
    version,
    accounts: stated.accounts,
    changed: stated.changed,
    faulty: stated.faulty.length,
  };
  if (!same)
    await database.transaction(async (tx) => {
      const end = {
        ...{ market, day, ...counts, fromAt: period.from, toAt: period.to, madeAt: clock.now() },
        figures: {
          figures: facts.figures.map(figureJson),
          composite: codes === undefined ? null : compositeJson(facts.figures, codes),
          pack: codes?.pack ?? null,
        },
        faults: faults.map(({ what, ...fault }): Json => ({ ...fault, ...what })),
      };
      await insertDayEnd(tx, end, files);
      const entry = {
        action: 'market-day.ended',
        subject: { kind: 'market-day', id: `${market}/${day}` },
        after: { ...counts, trades: facts.trades.length, faults: faults.length },
      };
      await recordAudit(tx, entry, clock.now(), { actor: by });
    });
  if (stated.faulty.length > 0 || faults.length > 0) {
    const first = stated.faulty[0] ?? faults[0]?.instrument ?? '';
    throw dayDoesNotAddUp(market, day, { statements: stated.faulty.length, file: faults.length, first });
  }
  return { ...counts, trades: facts.trades.length };
}

/** Told after each chunk of accounts. */
export type OnStep = (done: number) => Promise<void>;

async function stateAll(
  { database, clock }: DayEndParts,
  of: { readonly market: string; readonly day: ChinaDate; readonly period: Period },
  onProgress: OnStep,
): Promise<{ readonly accounts: number; readonly changed: number; readonly faulty: readonly string[] }> {
  let [accounts, changed] = [0, 0];
  const faulty: string[] = [];
  for (let after = 0; ;) {
    await onProgress(accounts);
    const chunk = await readAccounts(database, of.market, of.period, { after, limit: CHUNK });
    const last = chunk.at(-1);
    if (last === undefined) return { accounts, changed, faulty };
    const kept = await database.transaction(async (tx) => {
      const statements = await stateAccounts(tx, of, chunk);
      const fresh = await keepStatements(tx, { ...of, now: clock.now() }, statements);
      return { fresh, faulty: statements.filter(({ state }) => state === 'faulty') };
    });
    changed += kept.fresh.length;
    faulty.push(...kept.faulty.map(({ account }) => account));
    accounts += chunk.length;
    after = last.id;
  }
}

/** TRD-014: the public codes in force for the day; none where the market has none. */
async function codesOf(
  { database, rulebook }: DayEndParts,
  market: string,
  day: ChinaDate,
): Promise<PublicCodes | undefined> {
  const rules = marketDataRules(await rulebook.packs(database), market, day, day);
  if (rules === undefined) return undefined;
  const { id, version } = rules.reference;
  return { methods: rules.codes, composite: rules.composite.code, pack: `${id}@${version}` };
}

function fileOf(facts: DayFacts, form: DayFileForm, codes: PublicCodes | undefined): DayFileContent {
  const content = canonicalJson(dayFileJson(facts, form, codes));
  const csv = dayFileCsv(JSON.parse(content) as Parameters<typeof dayFileCsv>[0]);
  return {
    ...{ form, content, trades: facts.trades.length },
    ...{ jsonHash: hash('sha256', content, 'buffer'), csvHash: hash('sha256', csv, 'buffer') },
  };
}
