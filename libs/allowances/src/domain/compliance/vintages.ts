import type { AllowanceNames, VintageFigures } from './compliance-figures';

/** The years that one instrument of allowances stands for. */
export interface Vintage {
  readonly from: number;
  readonly to: number;
}

const CENTURY = 2000;

/** ETS-008: the years of an instrument by its name; undefined for what is no vintage of the market. */
export function vintageNamed(names: AllowanceNames, instrument: string): Vintage | undefined {
  const named = names.named.find((one) => one.instrument === instrument);
  if (named !== undefined) return { from: named.from, to: named.to };
  const digits = instrument.startsWith(names.prefix) ? instrument.slice(names.prefix.length) : '';
  if (!/^\d\d$/.test(digits)) return undefined;
  const year = CENTURY + Number(digits);
  return { from: year, to: year };
}

/** SUR-008 to SUR-010: whether a vintage counts for an obligation, or on which side of what counts it lies. */
export function placeOfVintage(
  usable: VintageFigures,
  vintage: Vintage,
  obligationYear: number,
): 'counts' | 'too-old' | 'too-late' {
  const last = usable.to === 'obligation-year' ? obligationYear : usable.to;
  if (vintage.from > last) return 'too-late';
  return usable.from !== undefined && vintage.to < usable.from ? 'too-old' : 'counts';
}
