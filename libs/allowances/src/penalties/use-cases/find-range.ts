import type { Reader } from '@carbon/database';
import { addMonths, chinaDate, type ChinaMonth } from '@carbon/kernel';
import { complianceRules, type ComplianceRules } from '../../domain/index';
import { complianceOf, deadlineOf } from '../../surrender/index';
import type { PenaltyRange, PenaltyRule } from '../domain/penalty';
import { rangeForBreach, rangeForMissing } from '../domain/penalty-range';
import { anotherMonth, nothingMissing, notYetDue } from '../domain/refusals';
import { surrenderedInTime } from '../persistence/read-missing';
import type { PenaltyDesk } from './desk';

/** Average traded price of a month, with where it comes from; input until the exchange tells it. */
export interface AveragePrice {
  readonly yuan: string;
  readonly month: string;
  readonly source: string;
}

export interface Breach {
  readonly market: string;
  readonly rule: PenaltyRule;
  readonly year: number;
  readonly holderId: string;
  readonly price: AveragePrice | undefined;
  readonly gainFen: bigint | undefined;
}

export interface FoundRange {
  readonly range: PenaltyRange;
  /** What the range came from, kept with the decision. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * What may be decided on a breach, on the day of asking (PEN-001 to PEN-008, C-4).
 * @throws Refusal ALLOWANCES_NO_RULES, PENALTY_…
 */
export async function findRange(
  reader: Reader,
  { rulebook }: Pick<PenaltyDesk, 'rulebook'>,
  breach: Breach,
  now: Date,
): Promise<FoundRange> {
  const rules = complianceRules(await rulebook.packs(reader), breach.market, chinaDate(now));
  if (breach.rule === 'PEN-001') return rangeOfShortfall(reader, rules, breach);
  const { rule, gainFen } = breach;
  return {
    range: rangeForBreach(rules, rule, gainFen),
    facts: { illegalGainFen: gainFen === undefined ? null : gainFen.toString() },
  };
}

async function rangeOfShortfall(
  reader: Reader,
  rules: ComplianceRules,
  { market, year, holderId, price }: Breach,
): Promise<FoundRange> {
  const [line] = await complianceOf(reader, { market, year, holderIds: [holderId] });
  const deadline = deadlineOf(rules, line?.sector ?? null, year);
  if (rules.asOf <= deadline) throw notYetDue(year, deadline);
  const inTime = await surrenderedInTime(reader, { market, year, holderId, until: deadline });
  const missingT = (line?.dueT ?? 0n) - inTime;
  if (missingT <= 0n) throw nothingMissing(year);
  const month = addMonths(deadline.slice(0, 7) as ChinaMonth, -1);
  if (price?.month !== month) throw anotherMonth(month, price?.month ?? '—');
  const stillMissingT = line?.shortfallT ?? 0n;
  return {
    range: rangeForMissing(rules, { missingT, stillMissingT, averagePrice: price.yuan }),
    facts: {
      ...{ deadline, missingT: missingT.toString(), stillMissingT: stillMissingT.toString() },
      averagePrice: { ...price },
    },
  };
}
