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
    coverage: fields({ documents: decimal, facilities: decimal }),
    'verification.access-days': positiveNumber,
    'bound.year-trend-percent': decimal,
    'bound.deposit-percent': decimal,
    'bound.carbon-percent': decimal,
    'bound.t-per-mwh': fields({ from: decimal, to: decimal }),
    'bound.verified-percent': decimal,
  },
} as const;

/** What verification rests on, and the bounds of the checks of reports. */
export const emissionReportPacks = new RulePacks('emission-reports-cn', shape, [reports2026], manifest);

/** The rules of reports and their verification, as known on a day. */
export interface ReportRules {
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
  readonly certaintyOfCoverage: Certainty;
}

/** @throws Refusal RULES_NO_PACK */
export function reportRules(packs: PackSource, asOf: ChinaDate): ReportRules {
  const pack = packs.on(emissionReportPacks, asOf);
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
    coverage: coverage.value,
    accessDays: access.value,
    bounds: {
      yearTrendPercent: bounds.yearTrendPercent.value,
      depositPercent: bounds.depositPercent.value,
      carbonPercent: bounds.carbonPercent.value,
      tPerMwh: bounds.tPerMwh.value,
      verifiedPercent: bounds.verifiedPercent.value,
    },
    pack: pack.reference([coverage, access, ...Object.values(bounds)]),
    certaintyOfCoverage: coverage.certainty,
  };
}
