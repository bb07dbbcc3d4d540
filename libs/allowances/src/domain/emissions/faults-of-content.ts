import { fault, type FieldFault } from '@carbon/kernel';
import type { ReportContent, ReportedFlow } from './report-content';
import { MATERIALS, type ReportingSector, STREAMS_OF } from './streams';

/** What no report of a sector and year may hold, whatever its figures. */
export function faultsOfContent(
  { sector, year }: { readonly sector: ReportingSector; readonly year: number },
  content: ReportContent,
): FieldFault[] {
  const parts = new Set([...content.units, ...content.lines].map(({ id }) => id));
  return [
    ...faultsOfParts(sector, content),
    ...content.flows.flatMap((flow, at) => faultsOfFlow(flow, `flows[${at}]`, { sector, year, parts })),
    ...repeatedFlows(content.flows),
  ];
}

function faultsOfParts(sector: ReportingSector, { units, lines }: ReportContent): FieldFault[] {
  const misplaced = sector === 'power' ? lines : units;
  const name = sector === 'power' ? 'lines' : 'units';
  const ids = [...units, ...lines].map(({ id }) => id);
  return [
    ...(misplaced.length === 0
      ? []
      : [fault(name, 'sector', `is not for reports of ${sector}`, `不适用于 ${sector} 行业的报告`)]),
    ...ids.flatMap((id, at) =>
      ids.indexOf(id) === at
        ? []
        : [
            fault(
              sector === 'power' ? `units[${at}].id` : `lines[${at}].id`,
              'unique',
              'is repeated',
              '重复',
            ),
          ],
    ),
  ];
}

function faultsOfFlow(
  { part, stream, material, month, unit }: ReportedFlow,
  at: string,
  of: { readonly sector: ReportingSector; readonly year: number; readonly parts: ReadonlySet<string> },
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!of.parts.has(part)) {
    faults.push(fault(`${at}.part`, 'part', 'is no unit or line of this report', '不是本报告的机组或工序'));
  }
  if (!STREAMS_OF[of.sector].includes(stream)) {
    faults.push(
      fault(`${at}.stream`, 'sector', `is not reported in ${of.sector}`, `${of.sector} 行业不报告此项`),
    );
  }
  const wanted = MATERIALS[stream][material];
  if (wanted === undefined) {
    const known = Object.keys(MATERIALS[stream]).join(', ');
    faults.push(fault(`${at}.material`, 'one-of', `must be one of ${known}`, `应为 ${known} 之一`));
  } else if (wanted !== unit) {
    faults.push(fault(`${at}.unit`, 'unit', `must be ${wanted}`, `应为 ${wanted}`));
  }
  if (month !== undefined && !month.startsWith(`${of.year}-`)) {
    faults.push(fault(`${at}.month`, 'year', `is not of ${of.year}`, `不属于 ${of.year} 年`));
  }
  return faults;
}

/** One source has one row a month, or one row for the year. */
function repeatedFlows(flows: readonly ReportedFlow[]): FieldFault[] {
  const seen = new Map<string, Set<string>>();
  return flows.flatMap(({ part, stream, material, month = '' }, at) => {
    const source = [part, stream, material].join('\n');
    const months = seen.get(source) ?? new Set<string>();
    const clash = months.has(month) || (months.size > 0 && (month === '' || months.has('')));
    seen.set(source, months.add(month));
    if (!clash) return [];
    return [fault(`flows[${at}].month`, 'repeated', 'the same is reported already', '同一来源重复填报')];
  });
}
