import type { ChinaDate } from '@carbon/kernel';

/** The ledger's name of the reductions of one project and period: `CCER-PJ000001-20260101-20260131`. */
export function reductionInstrument(
  scheme: string,
  project: string,
  { from, to }: { readonly from: ChinaDate; readonly to: ChinaDate },
): string {
  return `${scheme}-${project}-${compact(from)}-${compact(to)}`;
}

const compact = (day: ChinaDate) => day.replaceAll('-', '');
