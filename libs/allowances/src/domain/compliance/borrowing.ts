import type { BorrowingJudgement } from './compliance';
import { type ComplianceRules, dataYear, figureOf } from './compliance-rules';
import { Exact, money, percentOf } from './exact';

/**
 * BOR-001, BOR-002: the most that may be used early of a later year's pre-allocated allowances, whole tonnes, rounded
 * down; 0 where the gap is too small or the year knows no borrowing. What is missing is compared exactly, not as shown.
 * @throws Refusal ALLOWANCES_NO_RULES (422) for a year without rules
 */
export function judgeBorrowing(
  rules: ComplianceRules,
  { dueT, heldT, year }: { readonly dueT: bigint; readonly heldT: bigint; readonly year: number },
): BorrowingJudgement {
  const figure = figureOf(rules, 'borrowing', year);
  const gapT = dueT > heldT ? dueT - heldT : 0n;
  const gapPercent = dueT === 0n ? new Exact(0) : new Exact(gapT.toString()).times(100).div(dueT.toString());
  const enough = figure.value !== null && isAtLeast(gapT, figure.value.gapAtLeastPercent, dueT);
  return {
    gapPercent: money(gapPercent),
    maximumT: figure.value !== null && enough ? percentOf(figure.value.gapSharePercent, gapT) : 0n,
    ...rules.judged([figure]),
  };
}

/** Without a division, so that no digit is lost. */
function isAtLeast(partT: bigint, percent: string, wholeT: bigint): boolean {
  if (wholeT === 0n) return false;
  return new Exact(partT.toString())
    .times(100)
    .greaterThanOrEqualTo(new Exact(wholeT.toString()).times(percent));
}

/** The latest year, up to that of asking, in which the market knew borrowing; undefined where it never did. */
export function lastBorrowingYear(rules: ComplianceRules): number | undefined {
  const asked = Number(rules.asOf.slice(0, 4));
  for (let year = asked; rules.figures.findFor('borrowing', dataYear(year)) !== undefined; year--) {
    if (rules.figures.valueFor('borrowing', dataYear(year)).value !== null) return year;
  }
  return undefined;
}
