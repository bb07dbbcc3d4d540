import { addDays, type ChinaDate } from '@carbon/kernel';
import { addYears } from './calendar-years';
import type { CreditingLimits, Methodology } from './methodologies/methodology';
import type { ReductionPeriod } from './reduction-window';
import type { UnmetRule } from './unmet-rule';

/** The days whose reductions a project may credit, both included. */
export type CreditingPeriod = ReductionPeriod;

/** CCM-02 and its like: the longest crediting period from a day; undefined where no limit was found. */
export function longestCreditingPeriod(
  { crediting }: Methodology,
  from: ChinaDate,
  lifetimeEndsOn?: ChinaDate,
): CreditingPeriod | undefined {
  if (crediting.maximumYears === undefined) return undefined;
  const full = lastDay(from, crediting.maximumYears);
  const inside = crediting.insideLifetime && lifetimeEndsOn !== undefined && lifetimeEndsOn < full;
  return { from, to: inside ? lifetimeEndsOn : full };
}

/**
 * CCM-02 and its like: whether a crediting period is as long as the methodology lets it be, and inside the lifetime of
 * the project. An unknown lifetime is not long enough where it is asked for.
 */
export function judgeCreditingPeriod(
  { crediting }: Methodology,
  { from, to }: CreditingPeriod,
  lifetimeEndsOn?: ChinaDate,
): readonly UnmetRule[] {
  const { minimumYears, maximumYears, insideLifetime } = crediting;
  const unmet: UnmetRule[] = [];
  if (to < from)
    unmet.push(of(crediting, '计入期止日早于起日', 'The crediting period ends before it begins'));
  if (maximumYears !== undefined && to > lastDay(from, maximumYears)) {
    unmet.push(
      of(
        crediting,
        `计入期不得超过 ${maximumYears} 年`,
        `A crediting period has at most ${maximumYears} years`,
      ),
    );
  }
  if (minimumYears !== undefined && to < lastDay(from, minimumYears)) {
    unmet.push(
      of(
        crediting,
        `计入期不得少于 ${minimumYears} 年`,
        `A crediting period has at least ${minimumYears} years`,
      ),
    );
  }
  if (insideLifetime && lifetimeEndsOn === undefined) {
    const unknown = of(crediting, '项目寿命期未知', 'The lifetime of the project is not known');
    unmet.push({ ...unknown, field: 'lifetimeEndsOn', unknown: true });
  } else if (insideLifetime && lifetimeEndsOn !== undefined && to > lifetimeEndsOn) {
    unmet.push(
      of(
        crediting,
        `计入期须在项目寿命期（至 ${lifetimeEndsOn}）之内`,
        `The crediting period must end within the lifetime of the project, ${lifetimeEndsOn}`,
      ),
    );
  }
  return unmet;
}

/** CCR-006: reductions lie inside the crediting period. */
export function judgeInsideCrediting(
  { from, to }: ReductionPeriod,
  crediting: CreditingPeriod,
): readonly UnmetRule[] {
  if (crediting.from <= from && to <= crediting.to) return [];
  return [
    {
      rule: 'CCR-006',
      certainty: 'F',
      field: from < crediting.from ? 'reductionFrom' : 'reductionTo',
      message: {
        zh: `减排期须在计入期 ${crediting.from} 至 ${crediting.to} 之内`,
        en: `Reductions must lie inside the crediting period, ${crediting.from} to ${crediting.to}`,
      },
    },
  ];
}

const lastDay = (from: ChinaDate, years: number): ChinaDate => addDays(addYears(from, years), -1);

const of = ({ rules, certainty }: CreditingLimits, zh: string, en: string): UnmetRule => ({
  rule: rules[0] ?? 'CCR-006',
  certainty,
  field: 'crediting',
  message: { zh, en },
});
