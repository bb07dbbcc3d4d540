import type { ChinaMonth } from '@carbon/kernel';
import Decimal from 'decimal.js';
import type { Measured, Methodology } from '../../domain/methodologies/methodology';

const Exact = Decimal.clone({ precision: 60 });
const WH_OF: Readonly<Record<string, number>> = { Wh: 1, kWh: 1_000, MWh: 1_000_000, GWh: 1_000_000_000 };

/**
 * Energy that the plant gave in a month by its monitored meters, in whole Wh, rounded up: what stands behind reductions
 * is rather too much than too little, so that nothing else is made of it (EXC-002).
 */
export function meteredWh(
  { monitored }: Pick<Methodology, 'monitored'>,
  values: Readonly<Record<string, Measured>>,
): bigint {
  let total = new Exact(0);
  for (const { name, meter, unit } of monitored) {
    const [value, wh] = [values[name]?.value, WH_OF[unit]];
    if ((meter !== 'export' && meter !== 'generation') || value === undefined || wh === undefined) continue;
    total = total.plus(new Exact(value).times(wh));
  }
  return BigInt(total.toDecimalPlaces(0, Exact.ROUND_CEIL).toFixed());
}

/** By month, for the months of a report. */
export function meteredMonths(
  methodology: Pick<Methodology, 'monitored'>,
  months: readonly { readonly month: ChinaMonth; readonly values: Readonly<Record<string, Measured>> }[],
): ReadonlyMap<ChinaMonth, bigint> {
  return new Map(months.map(({ month, values }) => [month, meteredWh(methodology, values)]));
}
