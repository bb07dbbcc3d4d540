import type { ChinaDate } from '@carbon/kernel';
import {
  type PackOnDay,
  type PackSource,
  type Reader,
  RulePacks,
  type RuleValue,
  wholeNumber,
} from '@carbon/rules/domain';
import factors2026 from '../../../../rules/packs/emission-factors-cn.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';
import type { ReportingSector } from './streams';

/** A factor of the library: one figure with its unit; its key is its id. */
export interface Factor {
  readonly value: string;
  readonly unit: string;
}

const DECIMAL = /^(0|[1-9]\d*)(\.\d+)?$/;

const factor: Reader<Factor> = (value) => {
  const { value: figure, unit, ...others } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof figure !== 'string' || !DECIMAL.test(figure))
    throw new RangeError('value must be a decimal string');
  if (typeof unit !== 'string' || unit === '') throw new RangeError('unit must be named');
  if (Object.keys(others).length > 0) throw new RangeError('must have a value and a unit only');
  return { value: figure, unit };
};

const word =
  <const T extends string>(known: readonly T[]): Reader<T> =>
  (value) => {
    const found = known.find((one) => one === value);
    if (found === undefined) throw new RangeError(`must be one of ${known.join(', ')}`);
    return found;
  };

const flag: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new RangeError('must be true or false');
  return value;
};

/** `factor`: carbon that burns, times what oxidises. `mass-balance`: all carbon that goes in and does not come out. */
const method = word(['factor', 'mass-balance']);
/** `parts`: units are rounded, and added up. `total`: the sum is rounded. */
const rounding = word(['parts', 'total']);

const shape = {
  keys: {
    'method.power': method,
    'method.steel': method,
    'method.cement': method,
    'method.aluminium': method,
    'rounding.power': rounding,
    'rounding.steel': rounding,
    'rounding.cement': rounding,
    'rounding.aluminium': rounding,
    'rounding.step-decimals': wholeNumber,
    'purchased-electricity.counts': flag,
    'molar.CO2': factor,
    'molar.C': factor,
    'molar.CaO': factor,
    'molar.MgO': factor,
    'gwp.CF4': factor,
    'gwp.C2F6': factor,
  },
  others: factor,
} as const;

/** Factors and methods of emission reports, by data year. */
export const emissionFactorPacks = new RulePacks('emission-factors-cn', shape, [factors2026], manifest);

export type FactorPack = PackOnDay<typeof shape>;

/** The library as it stands on a day, for one data year; it remembers what was taken from it. */
export class FactorLibrary {
  readonly pack: FactorPack;
  private readonly lastDay: ChinaDate;
  private readonly taken = new Map<string, RuleValue<unknown>>();

  /** @param asOf the day whose version of the library counts @throws Refusal RULES_NO_PACK */
  constructor(packs: PackSource, asOf: ChinaDate, year: number) {
    this.pack = packs.on(emissionFactorPacks, asOf);
    this.lastDay = `${year}-12-31` as ChinaDate;
  }

  method(sector: ReportingSector): 'factor' | 'mass-balance' {
    return this.keep(`method.${sector}`, this.pack.valueFor(`method.${sector}`, this.lastDay)).value;
  }

  rounding(sector: ReportingSector): 'parts' | 'total' {
    return this.keep(`rounding.${sector}`, this.pack.valueFor(`rounding.${sector}`, this.lastDay)).value;
  }

  stepDecimals(): number {
    return this.keep('rounding.step-decimals', this.pack.valueFor('rounding.step-decimals', this.lastDay))
      .value;
  }

  electricityCounts(): boolean {
    const key = 'purchased-electricity.counts';
    return this.keep(key, this.pack.valueFor(key, this.lastDay)).value;
  }

  /** A factor by its id; undefined where the library has none for the year. */
  find(id: string): RuleValue<Factor> | undefined {
    const found = this.pack.findFor(id, this.lastDay) as RuleValue<Factor> | undefined;
    return found === undefined ? undefined : this.keep(id, found);
  }

  /** Looks a factor up without having used it. */
  peek(id: string): RuleValue<Factor> | undefined {
    return this.pack.findFor(id, this.lastDay) as RuleValue<Factor> | undefined;
  }

  /** What was taken, by id. */
  used(): ReadonlyMap<string, RuleValue<unknown>> {
    return this.taken;
  }

  private keep<T>(id: string, value: RuleValue<T>): RuleValue<T> {
    this.taken.set(id, value);
    return value;
  }
}
