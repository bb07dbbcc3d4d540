import { fields, optional, positiveNumber, type Reader, units } from '@carbon/rules/domain';
import {
  calendarDay,
  decimalText,
  listOf,
  objectOf,
  oneOf,
  orNone,
  someOf,
  twoLanguages,
  words,
  yesOrNo,
} from '../packs/readers';
import {
  type AllowanceNames,
  type BorrowingFigures,
  type CarryOverFigures,
  type CycleDay,
  type CycleFigures,
  type InclusionFigures,
  type ObjectionFigures,
  OFFSET_BASES,
  type OffsetFigures,
  type OldCreditFigures,
  type PenaltyFigures,
  type ShortfallFine,
  type ShortfallPenalty,
  type VintageFigures,
} from './compliance-figures';

const CYCLE_DAY = /^Y\+[0-3]-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const cycleDay: Reader<CycleDay> = (value) => {
  if (typeof value !== 'string' || !CYCLE_DAY.test(value)) {
    throw new RangeError('must be a day told from the data year, like Y+1-12-31');
  }
  return value as CycleDay;
};

const span = fields({ from: decimalText, to: decimalText });
const years = fields({ from: positiveNumber, to: positiveNumber });
const days = fields({ from: calendarDay, to: calendarDay });

const cycle = objectOf<CycleFigures>({
  sectors: someOf(words),
  annualReport: optional(cycleDay),
  verification: optional(cycleDay),
  preAllocation: optional(cycleDay),
  approvalFiled: optional(cycleDay),
  finalIssue: optional(cycleDay),
  surrender: cycleDay,
  nextList: optional(cycleDay),
  nextPlan: optional(cycleDay),
});

const offset = objectOf<OffsetFigures>({
  basis: oneOf(...OFFSET_BASES),
  percent: decimalText,
  accepts: someOf(words),
  localAtLeastPercent: optional(decimalText),
  elsewhereAtMostPercent: optional(decimalText),
  bothKindsPercent: optional(decimalText),
  note: optional(twoLanguages),
});

const vintages = objectOf<VintageFigures>({
  from: optional(positiveNumber),
  to: (value) => (value === 'obligation-year' ? value : positiveNumber(value)),
});

const multiple = fields({ kind: oneOf('price-multiple'), from: decimalText, to: decimalText });
const fixed = fields({ kind: oneOf('fixed'), from: decimalText, to: decimalText });
const perTonne = fields({ kind: oneOf('per-tonne'), amount: decimalText });
const fine: Reader<ShortfallFine> = (value) => {
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (kind === 'per-tonne') return perTonne(value);
  return kind === 'fixed' ? fixed(value) : multiple(value);
};

const penalty = objectOf<PenaltyFigures>({
  rule: words,
  breach: twoLanguages,
  gainMultiple: optional(span),
  gainBelowYuan: optional(decimalText),
  yuan: span,
  personsYuan: optional(span),
  banYears: optional(positiveNumber),
  allowanceCutPercent: optional(span),
  inspectors: optional(positiveNumber),
});

const carryOver = fields<{ [K in keyof CarryOverFigures]: CarryOverFigures[K] }>({
  baseT: units,
  rate: decimalText,
  vintages: years,
  trades: days,
  positionAt: calendarDay,
  noticeBy: calendarDay,
  opens: calendarDay,
  rounds: someOf(fields({ to: calendarDay, doneBy: calendarDay })),
  issueWorkingDays: positiveNumber,
  into: words,
  onTimeYears: someOf(positiveNumber),
});

/**
 * What every pack of a market's compliance must say; what a market does not ask, or what is not known of it, is said
 * too, as null. Any further key is a rule in words.
 */
export const complianceShape = {
  keys: {
    inclusion: orNone(
      fields<{ [K in keyof InclusionFigures]: InclusionFigures[K] }>({
        thresholdT: units,
        yearsBelow: positiveNumber,
      }),
    ),
    objection: orNone(
      fields<{ [K in keyof ObjectionFigures]: ObjectionFigures[K] }>({
        withinWorkingDays: positiveNumber,
        decisionWorkingDays: positiveNumber,
      }),
    ),
    'retention.years': orNone(positiveNumber),
    'deposit.days': orNone(positiveNumber),
    cycle: listOf(cycle),
    offset: orNone(offset),
    /** Credits registered on this day or before do not count. */
    'credits.registered-after': orNone(calendarDay),
    'credits.old': orNone(
      fields<{ [K in keyof OldCreditFigures]: OldCreditFigures[K] }>({
        filedBefore: calendarDay,
        usableUntil: calendarDay,
      }),
    ),
    'credits.ets-covered': yesOrNo,
    'certificates.count': yesOrNo,
    'allowance.names': fields<{ [K in keyof AllowanceNames]: AllowanceNames[K] }>({
      prefix: words,
      named: listOf(fields({ instrument: words, from: positiveNumber, to: positiveNumber })),
    }),
    vintages,
    'vintages.arrears': vintages,
    'shortfall.penalty': orNone(
      objectOf<ShortfallPenalty>({
        fine,
        currency: words,
        averageMonths: optional(positiveNumber),
        missingStaysDue: yesOrNo,
      }),
    ),
    /** Whether what is missing may newly be taken from the next year's allowances. */
    'shortfall.deduction': orNone(yesOrNo),
    penalties: listOf(penalty),
    'carry-over': orNone(carryOver),
    borrowing: orNone(
      fields<{ [K in keyof BorrowingFigures]: BorrowingFigures[K] }>({
        gapAtLeastPercent: decimalText,
        gapSharePercent: decimalText,
        from: positiveNumber,
      }),
    ),
  },
  others: twoLanguages,
} as const;

/** What a pack says, by key. */
export type ComplianceFigures = {
  readonly [K in keyof (typeof complianceShape)['keys']]: ReturnType<(typeof complianceShape)['keys'][K]>;
};

const BY_DATA_YEAR: readonly (keyof ComplianceFigures)[] = [
  'cycle',
  'offset',
  'credits.registered-after',
  'vintages',
  'vintages.arrears',
  'borrowing',
];

/** Whether a figure is looked up by the data year, not by the day of asking. */
export const isByDataYear = (key: string): boolean => BY_DATA_YEAR.some((one) => one === key);
