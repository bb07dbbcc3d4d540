import { Decimal } from 'decimal.js';
import type { CheckedReport, ReportCheck } from '../report-check';
import { Exact, sumOf } from '../exact';
import type { FactorLibrary } from '../factor-pack';
import { amountOf } from '../amounts';
import type { ReportContent, ReportedFlow } from '../report-content';
import type { ReportRules } from '../report-rules';
import { CARBON_SCALES } from '../units';

/** What does not forbid a report and is asked about: trends, other sources, figures that contradict one another (S27). */
export function plausibilityChecks(
  report: CheckedReport,
  library: FactorLibrary,
  rules: ReportRules,
): ReportCheck[] {
  const { content } = report;
  return [
    ...yearTrend(report, rules),
    ...againstDeposits(report, rules),
    ...intensities(report, rules),
    ...loadFactors(content),
    ...oxidationsThatDiffer(content),
    ...carbonFarFromDefault(content, library, rules),
    ...defaultsUsed(report),
  ];
}

const warning = (code: string, field: string, zh: string, en: string): ReportCheck => ({
  ...{ code, severity: 'warning', field, message: { zh, en } },
});

/** Distance from what was expected in percent of it, one decimal; undefined where nothing was expected. */
function percentFrom(expected: Decimal, found: Decimal): Decimal | undefined {
  if (expected.isZero()) return undefined;
  return found
    .minus(expected)
    .abs()
    .dividedBy(expected.abs())
    .times(100)
    .toDecimalPlaces(1, Decimal.ROUND_HALF_UP);
}

function yearTrend({ result, facts }: CheckedReport, { bounds }: ReportRules): ReportCheck[] {
  if (facts.lastYearT === undefined) return [];
  const change = percentFrom(new Exact(facts.lastYearT.toString()), new Exact(result.totalT));
  if (change === undefined || change.lessThanOrEqualTo(bounds.yearTrendPercent)) return [];
  const [by, most] = [change.toFixed(), bounds.yearTrendPercent.toFixed()];
  return [
    warning(
      'year-trend',
      'total',
      `与上年核查量相差 ${by}%（界限 ${most}%）`,
      `It differs from what was verified of the year before by ${by} % (bound ${most} %)`,
    ),
  ];
}

/** The same stream, month by month, in two places: what was deposited (CYC-09) and what is reported. */
function againstDeposits({ content, facts }: CheckedReport, { bounds }: ReportRules): ReportCheck[] {
  const keyOf = ({ part, month, stream, unit }: Pick<ReportedFlow, 'part' | 'month' | 'stream' | 'unit'>) =>
    [part, month ?? '', stream, unit].join('\n');
  const deposited = grouped(facts.deposits, keyOf);
  const reported = grouped(
    content.flows.map((flow, at) => ({ ...flow, at })),
    keyOf,
  );
  return [...reported].flatMap(([key, flows]) => {
    const known = deposited.get(key);
    const [{ at } = { at: 0 }] = flows;
    if (known === undefined) return [];
    const amounts = flows.map((flow) => amountOf(flow, `flows[${flow.at}]`));
    const stated = sumOf(amounts.map((amount) => ('field' in amount ? '0' : amount.value)));
    const sum = sumOf(known.map(({ amount }) => amount));
    const change = percentFrom(sum, stated) ?? new Exact(stated.isZero() ? 0 : 100);
    if (change.lessThanOrEqualTo(bounds.depositPercent)) return [];
    return [
      warning(
        'deposit-differs',
        `flows[${at}].amount`,
        `填报 ${stated.toFixed()}，当月存证 ${sum.toFixed()}，相差 ${change.toFixed()}%`,
        `${stated.toFixed()} is reported, ${sum.toFixed()} was deposited for the month: ${change.toFixed()} % apart`,
      ),
    ];
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** ACCOUNTING 2E 1, 3, 4: emissions and energy that do not belong together. */
function intensities({ content, result }: CheckedReport, { bounds }: ReportRules): ReportCheck[] {
  return content.units.flatMap(({ id, generationMwh, heatGj }, at) => {
    const emitted = result.parts.find((part) => part.id === id);
    const generated = new Exact(generationMwh);
    if (emitted === undefined || generated.isZero() || !new Exact(heatGj).isZero()) return [];
    const intensity = new Exact(emitted.exactT).dividedBy(generated).toDecimalPlaces(4);
    const { from, to } = bounds.tPerMwh;
    if (intensity.greaterThanOrEqualTo(from) && intensity.lessThanOrEqualTo(to)) return [];
    const range = `${from.toFixed()}–${to.toFixed()} t/MWh`;
    return [
      warning(
        'intensity-implausible',
        `units[${at}].generationMwh`,
        `${id} 每兆瓦时排放 ${intensity.toFixed()} t，超出合理范围 ${range}`,
        `${id} emits ${intensity.toFixed()} t for each MWh, outside of ${range}`,
      ),
    ];
  });
}

function loadFactors({ units }: ReportContent): ReportCheck[] {
  return units.flatMap(({ id, loadFactorPercent }, at) =>
    new Exact(loadFactorPercent).greaterThan(100)
      ? [
          warning(
            'load-factor-implausible',
            `units[${at}].loadFactorPercent`,
            `${id} 负荷率超过 100%`,
            `The load factor of ${id} is above 100 %`,
          ),
        ]
      : [],
  );
}

/** ACCOUNTING 2E 9: one fuel, two oxidation rates in one report. */
function oxidationsThatDiffer({ flows }: ReportContent): ReportCheck[] {
  const first = new Map<string, string>();
  return flows.flatMap(({ material, oxidationPercent }, at) => {
    if (oxidationPercent === undefined) return [];
    const known = first.get(material);
    if (known === undefined) first.set(material, oxidationPercent);
    if (known === undefined || new Exact(known).equals(oxidationPercent)) return [];
    return [
      warning(
        'oxidation-differs',
        `flows[${at}].oxidationPercent`,
        `${material} 的氧化率前后不一：${known}% 与 ${oxidationPercent}%`,
        `Two oxidation rates of ${material}: ${known} % and ${oxidationPercent} %`,
      ),
    ];
  });
}

/** ACCOUNTING 2C: how far local coal may be from the default. */
function carbonFarFromDefault(
  content: ReportContent,
  library: FactorLibrary,
  { bounds }: ReportRules,
): ReportCheck[] {
  return content.flows.flatMap((flow, at) => {
    const [stated, usual] = [carbonPerGj(flow), library.peek(`carbon.${flow.material}`)?.value];
    if (stated === undefined || usual === undefined) return [];
    const expected = perGj(usual.value, usual.unit);
    const change = expected === undefined ? undefined : percentFrom(expected, stated);
    if (change === undefined || change.lessThanOrEqualTo(bounds.carbonPercent)) return [];
    return [
      warning(
        'carbon-implausible',
        `flows[${at}].carbon`,
        `单位热值含碳量与缺省值相差 ${change.toFixed()}%`,
        `The carbon content differs from the default by ${change.toFixed()} %`,
      ),
    ];
  });
}

function carbonPerGj({ carbon, carbonUnit }: ReportedFlow): Decimal | undefined {
  return carbon === undefined || carbonUnit === undefined ? undefined : perGj(carbon, carbonUnit);
}

function perGj(value: string, unit: string): Decimal | undefined {
  const scale = Object.entries(CARBON_SCALES).find(([name]) => name === unit)?.[1];
  return scale === undefined ? undefined : new Exact(value).times(new Exact(10).pow(scale));
}

/** Factors of the library where the enterprise has none of its own: allowed, and shown, once for each. */
function defaultsUsed({ content, result }: CheckedReport): ReportCheck[] {
  const told = new Set<string>();
  return result.steps.flatMap(({ part, stream, material, inputs }) => {
    const own = inputs.filter(({ name, factor }) => factor !== undefined && factor !== name);
    return own.flatMap(({ name, factor = '', certainty = '' }) => {
      if (told.has(factor)) return [];
      told.add(factor);
      const at = content.flows.findIndex(
        (flow) => flow.part === part && flow.stream === stream && flow.material === material,
      );
      return [
        warning(
          'default-used',
          `flows[${at}].${name}`,
          `采用缺省值 ${factor}（确定度 ${certainty}）`,
          `The default ${factor} is used (certainty ${certainty})`,
        ),
      ];
    });
  });
}
