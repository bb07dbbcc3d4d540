import type { Reader } from '@carbon/database';
import { EVERYTHING } from '@carbon/http';
import { type ChinaDate, chinaDate, daysBetween } from '@carbon/kernel';
import { type ComplianceRules, complianceRules, type RuleReference } from '../../domain/index';
import type { ComplianceLine } from '../domain/compliance-status';
import type { Surrender, SurrenderLot } from '../domain/surrender';
import { type ComplianceWarning, warningsOf } from '../domain/warnings';
import { obligorOf, withPredecessors } from '../persistence/obligations';
import { readLots, readSurrenders } from '../persistence/read-surrenders';
import { complianceOfOne } from './compliance-of';
import { knownDeadline } from './deadlines';
import type { SurrenderDesk } from './desk';
import { type JudgedStanding, judgeStanding } from './judge-standing';

/** Applications that a page of detail shows at most; `GET /v1/surrenders` has them all. */
const APPLICATIONS = 100;

/** Units of one instrument that were surrendered for an obligation. */
export interface SurrenderedUnits {
  readonly kind: SurrenderLot['kind'];
  readonly instrument: string;
  readonly quantity: bigint;
}

export interface ComplianceDetail {
  readonly line: ComplianceLine;
  readonly deadline: ChinaDate | undefined;
  readonly daysLeft: number | undefined;
  readonly surrendered: readonly SurrenderedUnits[];
  /** The most credits that count, and how many more may be offered; undefined while nothing is verified. */
  readonly capT: bigint | undefined;
  readonly capLeftT: bigint | undefined;
  readonly applications: readonly Surrender[];
  readonly warnings: readonly ComplianceWarning[];
  readonly rules: readonly string[];
  readonly pack: RuleReference;
}

/** Everything about a holder's obligation of a year. @throws Refusal ALLOWANCES_NO_RULES */
export async function complianceDetail(
  reader: Reader,
  desk: SurrenderDesk,
  of: { readonly market: string; readonly year: number; readonly holderId: string },
  now: Date,
): Promise<ComplianceDetail> {
  const { market, year } = of;
  const holderId = await obligorOf(reader, of.holderId);
  const rules = complianceRules(await desk.rulebook.packs(reader), market, chinaDate(now));
  const line = await complianceOfOne(reader, { market, year, holderId });
  const today = chinaDate(now);
  const judged = line.verified
    ? await judgeStanding(reader, desk, { market, year, holderId }, { offered: [], on: today }, now)
    : undefined;
  const deadline = knownDeadline(rules, line);
  const reference = referenceOf(rules, judged);
  const holderIds = await withPredecessors(reader, holderId);
  const filter = { market, year, holderIds, onlyFor: true };
  const { items: applications } = await readSurrenders(reader, EVERYTHING, filter, { limit: APPLICATIONS });
  const { certainty } = reference.pack;
  return {
    ...{ line, deadline, applications },
    daysLeft: deadline && daysBetween(today, deadline),
    surrendered: await surrenderedUnits(reader, applications),
    ...{ capT: judged?.capT, capLeftT: judged?.capLeftT },
    warnings: warningsOf(line, { today, deadline, certainty }),
    ...reference,
  };
}

function referenceOf(rules: ComplianceRules, judged: JudgedStanding | undefined) {
  const { pack, rules: decided } = judged?.judgement ?? rules.judged([]);
  return { pack, rules: decided };
}

async function surrenderedUnits(
  reader: Reader,
  surrenders: readonly Surrender[],
): Promise<SurrenderedUnits[]> {
  const done = surrenders.filter(({ state }) => state === 'completed').map(({ id }) => id);
  const lots = [...(await readLots(reader, done)).values()].flat();
  const units = new Map<string, SurrenderedUnits>();
  for (const { kind, instrument, quantity } of lots) {
    const before = units.get(instrument)?.quantity ?? 0n;
    units.set(instrument, { kind, instrument, quantity: before + quantity });
  }
  return [...units.values()].sort((a, b) => (a.instrument < b.instrument ? -1 : 1));
}
