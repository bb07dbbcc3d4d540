import type { ChinaDate } from '@carbon/kernel';
import {
  type Certainty,
  fields,
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  RulePacks,
} from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';
import manifest from '../../../../rules/packs/manifest.json';
import reports2026 from '../../../../rules/packs/emission-reports-cn.2026-1.json';

const decimal: Reader<Decimal> = (value) => {
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value))
    throw new RangeError('must be a decimal string');
  return new Decimal(value);
};

const shape = {
  keys: {
    'objection.working-days': fields({ file: positiveNumber, decide: positiveNumber }),
    'retention.years': positiveNumber,
    coverage: fields({ documents: decimal, facilities: decimal }),
    'verification.access-days': positiveNumber,
    'bound.year-trend-percent': decimal,
    'bound.deposit-percent': decimal,
    'bound.carbon-percent': decimal,
    'bound.t-per-mwh': fields({ from: decimal, to: decimal }),
    'bound.verified-percent': decimal,
  },
} as const;

/** Times of reports, verification and objections, and the bounds of their checks. */
export const emissionReportPacks = new RulePacks('emission-reports-cn', shape, [reports2026], manifest);

/** The rules of reports and their verification, as known on a day. */
export interface ReportRules {
  /** ETS-013: working days to object after notice, and to decide. */
  readonly objection: { readonly file: number; readonly decide: number };
  /** ETS-014: years for which records are kept. */
  readonly retentionYears: number;
  /** S28: percent of documents reviewed and of key facilities visited that a conclusion rests on. */
  readonly coverage: { readonly documents: Decimal; readonly facilities: Decimal };
  /** Days after the deadline of verification on which the verifier may still look. */
  readonly accessDays: number;
  /** S27: what lies outside is asked about, and forbids nothing. */
  readonly bounds: {
    readonly yearTrendPercent: Decimal;
    readonly depositPercent: Decimal;
    readonly carbonPercent: Decimal;
    readonly tPerMwh: { readonly from: Decimal; readonly to: Decimal };
    readonly verifiedPercent: Decimal;
  };
  readonly pack: PackReference;
  readonly certaintyOf: {
    readonly objection: Certainty;
    readonly retention: Certainty;
    readonly coverage: Certainty;
  };
}

/** @throws Refusal RULES_NO_PACK */
export function reportRules(packs: PackSource, asOf: ChinaDate): ReportRules {
  const pack = packs.on(emissionReportPacks, asOf);
  const objection = pack.value('objection.working-days');
  const retention = pack.value('retention.years');
  const coverage = pack.value('coverage');
  const access = pack.value('verification.access-days');
  const bounds = {
    yearTrendPercent: pack.value('bound.year-trend-percent'),
    depositPercent: pack.value('bound.deposit-percent'),
    carbonPercent: pack.value('bound.carbon-percent'),
    tPerMwh: pack.value('bound.t-per-mwh'),
    verifiedPercent: pack.value('bound.verified-percent'),
  };
  return {
    objection: objection.value,
    retentionYears: retention.value,
    coverage: coverage.value,
    accessDays: access.value,
    bounds: {
      yearTrendPercent: bounds.yearTrendPercent.value,
      depositPercent: bounds.depositPercent.value,
      carbonPercent: bounds.carbonPercent.value,
      tPerMwh: bounds.tPerMwh.value,
      verifiedPercent: bounds.verifiedPercent.value,
    },
    pack: pack.reference([objection, retention, coverage, access, ...Object.values(bounds)]),
    certaintyOf: {
      objection: objection.certainty,
      retention: retention.certainty,
      coverage: coverage.certainty,
    },
  };
}
