import { Decimal } from 'decimal.js';
import { energyKinds, TECHNOLOGIES } from './checks/energy';
import { examine, type Flag } from './examine';
import type { PlausibilityPack } from './plausibility-pack';

/** What is known of one meter and month. Energies in Wh, whole. */
export interface MeterMonthFigures {
  readonly technology: string | null;
  /** Decimal kW of what is behind the meter. */
  readonly capacityKw: string | null;
  readonly energyWh: bigint;
  /** Seconds of the month that readings cover. */
  readonly coveredSeconds: bigint;
  /** Of the month before, when it is complete. */
  readonly previousEnergyWh: bigint | null;
}

/** How plants' files name technologies whose bounds are the same. */
const ALSO_CALLED: Readonly<Record<string, (typeof TECHNOLOGIES)[number]>> = {
  'solar-pv': 'pv',
  'solar-pv-distributed': 'pv',
  'solar-thermal': 'csp',
  'hydro-new': 'hydro',
  'hydro-existing': 'hydro',
};

/** The checks that fit a meter's month (PLA-04 to PLA-07). */
export function examineMeterMonth(month: MeterMonthFigures, pack: PlausibilityPack): readonly Flag[] {
  const kind = energyKinds.find(({ kind: name }) => name === 'meter-month');
  if (kind === undefined) throw new Error('there is no kind meter-month');
  const named = ALSO_CALLED[month.technology ?? ''] ?? month.technology;
  const technology = TECHNOLOGIES.find((known) => known === named);
  const figures = {
    technology,
    capacityKw: month.capacityKw === null ? undefined : new Decimal(month.capacityKw),
    energyWh: new Decimal(month.energyWh.toString()),
    hours: new Decimal(month.coveredSeconds.toString()).dividedBy(3_600),
    previousEnergyWh:
      month.previousEnergyWh === null ? undefined : new Decimal(month.previousEnergyWh.toString()),
  };
  return examine(kind, figures, pack).flags;
}
