import type { Method, ProgrammeRules } from '../programmes/programme-rules';
import { dayNumberOf } from './china-days';

/** A factor over numbered days, both ends included. */
export interface ReadyFactor {
  readonly from: number;
  readonly to: number;
  readonly reducedUg: number;
  readonly emittedUg: number;
}

/** A method as judging ten million acts wants it: figures only, found by position. */
export interface ReadyMethod {
  readonly rules: ReadyRules;
  readonly mode: string;
  readonly trip: boolean;
  readonly reading: boolean;
  readonly least: number;
  readonly most: number;
  readonly mostMetresPerHour: number;
  readonly dailyCap: number | null;
  readonly monthlyCap: number | null;
  readonly earnsPoints: boolean;
  readonly factors: readonly ReadyFactor[];
}

export interface ReadyRules {
  readonly methods: readonly (ReadyMethod | undefined)[];
  readonly ugPerPoint: number;
  readonly sameTripMs: number;
  readonly longestTripS: number;
  readonly straightMetres: number;
  readonly straightPermille: number;
  readonly mostSavingPermille: number;
}

const READY = new WeakMap<ProgrammeRules, ReadyRules>();

/** Worked out once for each rules object. */
export function readyRules(rules: ProgrammeRules): ReadyRules {
  const known = READY.get(rules);
  if (known !== undefined) return known;
  const methods: (ReadyMethod | undefined)[] = [];
  const ready: ReadyRules = {
    methods,
    ugPerPoint: rules.ugPerPoint,
    sameTripMs: rules.sameTripSeconds * 1_000,
    longestTripS: rules.longestTripSeconds,
    straightMetres: rules.straightLine.metres,
    straightPermille: rules.straightLine.permille,
    mostSavingPermille: rules.mostSavingPermille,
  };
  for (const method of rules.methods) methods[method.number] = readyMethod(method, ready);
  READY.set(rules, ready);
  return ready;
}

function readyMethod(method: Method, rules: ReadyRules): ReadyMethod {
  return {
    rules,
    mode: method.mode,
    trip: method.kind === 'trip',
    reading: method.kind === 'reading',
    least: method.least,
    most: method.most,
    mostMetresPerHour: method.mostMetresPerHour ?? Infinity,
    dailyCap: method.dailyCap,
    monthlyCap: method.monthlyCap,
    earnsPoints: method.earnsPoints,
    factors: method.factors.map(({ from, to, reducedUg, emittedUg }) => ({
      from: dayNumberOf(from),
      to: to === undefined ? Infinity : dayNumberOf(to),
      reducedUg,
      emittedUg: emittedUg ?? 0,
    })),
  };
}

/** The factor that counts on a numbered day. */
export function factorOfDay({ factors }: ReadyMethod, day: number): ReadyFactor | undefined {
  for (const factor of factors) if (factor.from <= day && day <= factor.to) return factor;
  return undefined;
}
