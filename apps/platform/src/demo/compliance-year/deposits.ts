import type { Stage } from '../stage';
import type { DemoEmitter } from './emitters';
import type { DemoSource } from './figures';
import type { UnitIds } from './listing';

/** Who deposits which month too late (CYC-09): it comes on the day of `LATE_ON`. */
export const LATE = { enterprise: 'E003', month: '2024-07' } as const;
export const LATE_ON = '2024-09-12';

/** Days on which everybody deposits the months that are over: each within its forty days. */
export const DEPOSITED: readonly { readonly on: string; readonly months: readonly string[] }[] = [
  { on: '2024-03-05', months: ['2024-01', '2024-02'] },
  { on: '2024-05-07', months: ['2024-03', '2024-04'] },
  { on: '2024-07-05', months: ['2024-05', '2024-06'] },
  { on: '2024-09-04', months: ['2024-07', '2024-08'] },
  { on: '2024-11-05', months: ['2024-09', '2024-10'] },
  { on: '2025-01-07', months: ['2024-11', '2024-12'] },
];

/** An enterprise deposits months of all its units, on one document a day. */
export async function depositMonths(
  stage: Stage,
  { code, year }: DemoEmitter,
  units: UnitIds,
  months: readonly string[],
): Promise<void> {
  const who = `${code}/maker` as const;
  const evidence = [await stage.document(who, `records of ${months.join()} of ${code}`)];
  for (const month of months) {
    for (const [part, id] of units) {
      const data = year.sources.filter((one) => one.part === part && one.month === month).flatMap(figuresOf);
      await stage.post(who, `/v1/emission-units/${id}/deposits`, { month, data, evidence });
    }
  }
}

/** A source as deposits name it. */
function figuresOf({
  stream,
  material,
  unit,
  amount,
  ncv,
  ncvUnit,
  carbon,
  carbonUnit,
}: DemoSource): object[] {
  const datum = (parameter: string, value: string, measuredIn: string) => ({
    ...{ parameter, value, unit: measuredIn, source: 'measured' },
    ...(parameter === 'product-output' ? {} : { material }),
  });
  if (stream !== 'fuel') return [datum('product-output', amount, unit)];
  return [
    datum('fuel-consumed', amount, unit),
    datum('net-calorific-value', ncv, ncvUnit),
    datum('carbon-content', carbon, carbonUnit),
  ];
}
