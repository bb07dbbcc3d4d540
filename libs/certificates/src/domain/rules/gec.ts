import { type ChinaDate, type ChinaMonth, Refusal } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { RuleData } from './rule-data';

/** What to do when a certificate of one year is claimed for the power of another year. */
export type YearMismatch = 'flag' | 'refuse';

/** The figures of the green-certificate rules (GEC-001 to GEC-015) in force over a span of days. */
export interface GecPack extends PackReference {
  readonly effectiveFrom: ChinaDate;
  readonly effectiveTo?: ChinaDate;
  /** GEC-001: energy of one certificate. */
  readonly whPerCertificate: RuleData<bigint>;
  /** GEC-013: calendar months of validity, the production month included. */
  readonly validityMonths: RuleData<number>;
  /** GEC-013: power of months before `before` is valid through `validThrough`. */
  readonly earlyPower: RuleData<{ readonly before: ChinaMonth; readonly validThrough: ChinaDate }>;
  /** GEC-004, GEC-005: hydro commissioned from this day on counts as new. */
  readonly newHydroFrom: RuleData<ChinaDate>;
  /** GEC-015: certificate year and consumption year must match from `fromYear` on; absent before that rule. */
  readonly sameYear?: RuleData<{ readonly fromYear: number; readonly onMismatch: YearMismatch }>;
}

const RULES_2024 = '国能发新能规〔2024〕67号';
/** The day the 2024 rules were issued: not in the text that was read, hence from memory (M+). */
const FROM_2024: ChinaDate = '2024-08-26';
const FROM_2026: ChinaDate = '2026-01-01';

const from2024 = { effectiveFrom: FROM_2024, source: RULES_2024, certainty: 'E' } as const;

const rules2024 = {
  whPerCertificate: { rule: 'GEC-001', value: 1_000_000n, ...from2024 },
  validityMonths: { rule: 'GEC-013', value: 24, ...from2024 },
  earlyPower: {
    rule: 'GEC-013',
    value: { before: '2024-01', validThrough: '2025-12-31' },
    ...from2024,
  },
  newHydroFrom: { rule: 'GEC-004', value: '2023-01-01', ...from2024 },
} as const satisfies Partial<GecPack>;

/** Packs in order of time; their spans do not overlap. */
export const gecPacks: readonly GecPack[] = [
  {
    id: 'cn-gec',
    version: '2024.1',
    certainty: 'E',
    effectiveFrom: FROM_2024,
    effectiveTo: '2025-12-31',
    ...rules2024,
  },
  {
    id: 'cn-gec',
    version: '2026.1',
    certainty: 'E',
    effectiveFrom: FROM_2026,
    ...rules2024,
    sameYear: {
      rule: 'GEC-015',
      /** Only the headline (证电同年) was seen: a mismatch is flagged, not refused, until the text is known. */
      value: { fromYear: 2026, onMismatch: 'flag' },
      effectiveFrom: FROM_2026,
      source: 'press on the Implementation Rules (实施细则) of January 2026',
      certainty: 'E',
    },
  },
];

/**
 * Our own tolerance, in percent of nameplate capacity running every hour of the month: metered energy above it is
 * flagged as implausible, never refused (X).
 */
export const PLAUSIBLE_OUTPUT_PERCENT: RuleData<bigint> = {
  rule: 'GEC-002',
  value: 110n,
  effectiveFrom: FROM_2024,
  source: 'own design',
  certainty: 'X',
};

/** Our own bound on the period that one claim is for, in calendar months (X). */
export const LONGEST_PERIOD_MONTHS: RuleData<number> = {
  rule: 'GEC-014',
  value: 24,
  effectiveFrom: FROM_2024,
  source: 'own design',
  certainty: 'X',
};

/**
 * The pack in force on a China day.
 * @throws Refusal GEC_NO_RULE_PACK (422) for a day before the first pack
 */
export function gecPackAt(asOf: ChinaDate): GecPack {
  const pack = gecPacks.findLast((candidate) => candidate.effectiveFrom <= asOf);
  if (pack === undefined || (pack.effectiveTo !== undefined && asOf > pack.effectiveTo)) {
    throw new Refusal(
      'GEC_NO_RULE_PACK',
      422,
      {
        zh: `${asOf} 没有可用的绿证规则包；最早自 ${FROM_2024} 起`,
        en: `No green-certificate rule pack covers ${asOf}; the first begins on ${FROM_2024}`,
      },
      { details: { asOf, earliest: FROM_2024 } },
    );
  }
  return pack;
}

/** The three words that name a pack in an answer. */
export function packReference(pack: PackReference): PackReference {
  return { id: pack.id, version: pack.version, certainty: pack.certainty };
}
