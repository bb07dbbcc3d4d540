import { Exact } from '../compliance/exact';
import type { Derivation, GradeScheme, Need } from './park-grades';

/** One need, with what was told of it; null where nothing was. */
export interface JudgedNeed extends Need {
  readonly actual: string | null;
}

export interface GradeJudgement {
  readonly passed: readonly JudgedNeed[];
  readonly failed: readonly JudgedNeed[];
  /** The best grade of which every need holds; null where there is none. */
  readonly grade: string | null;
}

const SHOWN_DECIMALS = 6;

/**
 * S13: which grade the figures reach. What was not told does not hold.
 * @param figures decimal strings by indicator
 */
export function judgeGrade({ grades }: GradeScheme, figures: ReadonlyMap<string, string>): GradeJudgement {
  const judged = grades.map((grade) => ({
    grade: grade.grade,
    needs: grade.needs.map((need) => {
      const actual = actualOf(need, figures);
      return {
        need: { ...need, actual: actual?.shown ?? null },
        holds: actual !== undefined && holds(need, actual.exact),
      };
    }),
  }));
  const all = judged.flatMap(({ needs }) => needs);
  return {
    passed: all.filter((one) => one.holds).map(({ need }) => need),
    failed: all.filter((one) => !one.holds).map(({ need }) => need),
    grade: judged.find(({ needs }) => needs.every((one) => one.holds))?.grade ?? null,
  };
}

/** How a figure is written: a share lies between 0 and 100, what is left after a deduction may be below 0. */
export type FigureKind = 'yes-no' | 'share' | 'amount' | 'balance';

/** The figures by which a scheme judges, with how each is written. */
export function figuresOf({ grades }: GradeScheme): ReadonlyMap<string, FigureKind> {
  const figures = grades.flatMap(({ needs }) =>
    needs.flatMap((need): [string, FigureKind][] => [
      [need.indicator, kindOf(need)],
      ...(need.from === undefined ? [] : [need.from.of, need.from.by].map(amountOf)),
    ]),
  );
  return new Map(figures);
}

const amountOf = (name: string): [string, FigureKind] => [name, 'amount'];

/** A percentage that follows from two amounts may be above 100, as more may be offset than was emitted. */
function kindOf({ bound, unit, from }: Need): FigureKind {
  if (bound === 'yes') return 'yes-no';
  if (from?.op === 'difference') return 'balance';
  return unit === '%' && from === undefined ? 'share' : 'amount';
}

type Amount = InstanceType<typeof Exact>;

function actualOf(
  { indicator, from }: Need,
  figures: ReadonlyMap<string, string>,
): { readonly exact: Amount; readonly shown: string } | undefined {
  const told = figures.get(indicator);
  if (told !== undefined) return { exact: new Exact(told), shown: told };
  const [of, by] = from === undefined ? [] : [figures.get(from.of), figures.get(from.by)];
  if (from === undefined || of === undefined || by === undefined) return undefined;
  const exact = derived(from.op, new Exact(of), new Exact(by));
  return exact === undefined ? undefined : { exact, shown: exact.toDecimalPlaces(SHOWN_DECIMALS).toFixed() };
}

/** Nothing for a share of nothing. */
function derived(op: Derivation['op'], of: Amount, by: Amount): Amount | undefined {
  if (op === 'difference') return of.minus(by);
  if (by.isZero()) return undefined;
  return op === 'percent' ? of.times(100).div(by) : of.div(by);
}

function holds({ bound, value }: Need, actual: Amount): boolean {
  if (bound === 'at-least' || bound === 'yes') return actual.gte(value);
  return bound === 'above' ? actual.gt(value) : actual.lte(value);
}
