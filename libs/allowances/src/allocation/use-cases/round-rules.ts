import type { Reader } from '@carbon/database';
import { chinaDate, type ChinaDate, Refusal } from '@carbon/kernel';
import { type AllocationRules, allocationRules, preAllocationRule } from '../../domain/allocation/index';
import { complianceRules, objectionRule } from '../../domain/compliance/index';
import type { Sector } from '../../domain/index';
import type { AllocationDesk } from '../desk';
import { CALCULATED_METHODS } from '../domain/calculate-line';
import { methodNotCalculated } from '../domain/refusals';
import { type ProcedureDays, roundSettings } from '../domain/round-settings';
import { rulesMarketOf } from '../domain/rules-market';
import type { Round } from '../persistence/rounds';

type RoundScope = Pick<Round, 'market' | 'year' | 'phase' | 'sectors'>;

/**
 * The rules of each sector of a round, as known on a day.
 * @throws Refusal ALLOWANCES_NO_RULES, RULES_NO_PACK, ALLOCATION_METHOD_NOT_CALCULATED
 */
export async function rulesOfRound(
  reader: Reader,
  desk: AllocationDesk,
  { market, year, phase, sectors }: RoundScope,
  asOf: ChinaDate,
): Promise<ReadonlyMap<string, AllocationRules>> {
  const packs = await desk.rulebook.packs(reader);
  return new Map(
    sectors.map((sector) => {
      const scope = { market: rulesMarketOf(market), sector: sector as Sector, year };
      const rules = allocationRules(packs, scope, asOf);
      if (phase === 'pre') preAllocationRule(rules);
      else if (!CALCULATED_METHODS.some((known) => known === rules.method.kind)) {
        throw methodNotCalculated(market, sector, rules.method.kind);
      }
      return [sector, rules];
    }),
  );
}

/** The days of a round's procedure: those of its market's rules, our own where they name none. */
export async function procedureOf(
  reader: Reader,
  desk: AllocationDesk,
  { market, year, sectors }: Pick<Round, 'market' | 'year' | 'sectors'>,
): Promise<ProcedureDays> {
  const today = chinaDate(desk.clock.now());
  const packs = await desk.rulebook.packs(reader);
  const unsaid = roundSettings(today, packs).procedureWhereUnsaid;
  const objection = known(() => objectionRule(complianceRules(packs, rulesMarketOf(market), today)));
  const reapproval = sectors.flatMap((sector) => {
    const scope = { market: rulesMarketOf(market), sector: sector as Sector, year };
    return known(() => allocationRules(packs, scope, today).figure('reapproval-days')?.value) ?? [];
  });
  return {
    objectionDays: objection?.withinWorkingDays ?? unsaid.objectionDays,
    decisionDays: objection?.decisionWorkingDays ?? unsaid.decisionDays,
    reapprovalDays: reapproval[0] ?? unsaid.reapprovalDays,
  };
}

/** Undefined where the market's rules do not speak of it. */
function known<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}
