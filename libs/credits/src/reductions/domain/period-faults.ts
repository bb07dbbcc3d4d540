import { type ChinaDate, type ChinaMonth, fault, type FieldFault, lastDayOf } from '@carbon/kernel';
import type { Methodology } from '../../domain/methodologies/methodology';
import { monthOf, monthsBetween } from '../../domain/months';

/**
 * What is wrong with a period as it is written: days out of order; parts of months where the energy of a whole month
 * stands behind the units; months of inputs that are not those of the period.
 */
export function periodFaults(
  { sourceKind, monitored }: Pick<Methodology, 'sourceKind' | 'monitored'>,
  { from, to }: { readonly from: ChinaDate; readonly to: ChinaDate },
  given: readonly ChinaMonth[],
): FieldFault[] {
  if (to < from) return [fault('periodTo', 'order', 'must not be before periodFrom', '不得早于 periodFrom')];
  const faults: FieldFault[] = [];
  if (sourceKind === 'energy') {
    if (!from.endsWith('-01'))
      faults.push(fault('periodFrom', 'month', 'must be the first of a month', '须为某月首日'));
    if (to !== lastDayOf(monthOf(to)))
      faults.push(fault('periodTo', 'month', 'must be the last of a month', '须为某月末日'));
  }
  const wanted = monitored.some(({ every }) => every === 'month')
    ? monthsBetween(monthOf(from), monthOf(to))
    : [];
  if (given.length !== wanted.length || given.some((month, at) => month !== wanted[at])) {
    const list = wanted.length === 0 ? '—' : `${wanted[0] ?? ''} … ${wanted.at(-1) ?? ''}`;
    faults.push(
      fault(
        'months',
        'period',
        `must be the months of the period, each once: ${list}`,
        `须为核算期内的各月，逐月一次：${list}`,
      ),
    );
  }
  return faults;
}
