import type { CheckedReport, ReportCheck } from '../report-check';
import { MEASURED_FIGURES, type ReportContent, type ReportedFlow } from '../report-content';

/** What must be there before a report is submitted: every unit, every month, a document for every own figure. */
export function completenessChecks(report: CheckedReport): ReportCheck[] {
  const { content, facts, year } = report;
  return [
    ...expectedParts(content, facts.expectedParts),
    ...partsWithoutData(content),
    ...missingMonths(content, year),
    ...missingEvidence(content),
    ...missingProduction(content),
  ];
}

const error = (code: string, field: string, zh: string, en: string, rule: string): ReportCheck => ({
  ...{ code, severity: 'error', field, message: { zh, en }, rule },
});

const idsOf = ({ units, lines }: ReportContent) => [...units, ...lines].map(({ id }) => id);

/** ETS-004: what is filed as a unit of the enterprise is reported, and nothing else. */
function expectedParts(content: ReportContent, expected: readonly string[]): ReportCheck[] {
  if (expected.length === 0) return [];
  const reported = idsOf(content);
  const place = content.units.length > 0 ? 'units' : 'lines';
  return [
    ...expected
      .filter((id) => !reported.includes(id))
      .map((id) =>
        error(
          'unit-not-reported',
          place,
          `未报告机组或工序 ${id}`,
          `The unit or line ${id} is not reported`,
          'CYC-01',
        ),
      ),
    ...reported.flatMap((id, at) =>
      expected.includes(id)
        ? []
        : [
            error(
              'unit-unknown',
              `${place}[${at}].id`,
              `${id} 未备案为机组或工序`,
              `${id} is not filed as a unit or line`,
              'CYC-01',
            ),
          ],
    ),
  ];
}

function partsWithoutData(content: ReportContent): ReportCheck[] {
  const place = content.units.length > 0 ? 'units' : 'lines';
  return idsOf(content).flatMap((id, at) =>
    content.flows.some(({ part, stream }) => part === id && stream !== 'electricity')
      ? []
      : [
          error(
            'no-data',
            `${place}[${at}]`,
            `${id} 没有排放数据`,
            `There is no data of emissions of ${id}`,
            'CYC-01',
          ),
        ],
  );
}

/** A source that is reported by months has all twelve: a month without use is reported as zero. */
function missingMonths({ flows }: ReportContent, year: number): ReportCheck[] {
  const sources = new Map<
    string,
    { readonly at: number; readonly flow: ReportedFlow; readonly months: Set<string> }
  >();
  for (const [at, flow] of flows.entries()) {
    if (flow.month === undefined) continue;
    const key = [flow.part, flow.stream, flow.material].join('\n');
    const source = sources.get(key) ?? { at, flow, months: new Set<string>() };
    source.months.add(flow.month);
    sources.set(key, source);
  }
  return [...sources.values()].flatMap(({ at, flow, months }) => {
    const missing = monthsOf(year).filter((month) => !months.has(month));
    if (missing.length === 0) return [];
    const list = missing.join(', ');
    return [
      error(
        'months-missing',
        `flows[${at}].month`,
        `${flow.part} 的 ${flow.material} 缺少月份：${list}`,
        `${flow.material} of ${flow.part} lacks the months ${list}`,
        'CYC-09',
      ),
    ];
  });
}

const monthsOf = (year: number) =>
  Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);

/** Whoever measures shows how: a factor without its document is nobody's (ACCOUNTING 2E 9). */
function missingEvidence({ flows }: ReportContent): ReportCheck[] {
  return flows.flatMap((flow, at) => {
    const own = MEASURED_FIGURES.filter((name) => flow[name] !== undefined);
    if (own.length === 0 || flow.evidence !== undefined) return [];
    const names = own.join(', ');
    return [
      error(
        'evidence-missing',
        `flows[${at}].evidence`,
        `实测值 ${names} 缺少证明文件`,
        `There is no document for the measured ${names}`,
        'ETS-014',
      ),
    ];
  });
}

function missingProduction({ units, lines }: ReportContent): ReportCheck[] {
  const idle = /^0(\.0+)?$/;
  return [
    ...units.flatMap(({ id, generationMwh, heatGj }, at) =>
      idle.test(generationMwh) && idle.test(heatGj)
        ? [warn(`units[${at}]`, `${id} 没有发电量和供热量`, `${id} neither generated nor supplied heat`)]
        : [],
    ),
    ...lines.flatMap(({ id, outputT }, at) =>
      idle.test(outputT) ? [warn(`lines[${at}].outputT`, `${id} 没有产量`, `${id} made nothing`)] : [],
    ),
  ];
}

const warn = (field: string, zh: string, en: string): ReportCheck => ({
  ...{ code: 'no-production', severity: 'warning', field, message: { zh, en } },
});
