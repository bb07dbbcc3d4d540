import { releasedPacks } from '@carbon/rules/domain';
import type { CountedAct, JudgedAct, ToldAct } from '../acts';
import type { Method, MethodFactor, ProgrammeRules } from '../programmes/programme-rules';
import { programmeRules } from '../programmes/programme-rules-on';
import { REASONS_THAT_TAKE_TIME } from './judge';

const shenzhen = programmeRules(releasedPacks, 'inclusion-shenzhen', '2026-09-15');

export const factor = (figures: Partial<MethodFactor> = {}): MethodFactor => ({
  ...{ id: 'F', reducedUg: 7, emittedUg: 3, from: '2026-01-01', to: undefined },
  ...{ rules: ['PTS-001'], source: 'synthetic', certainty: 'X', conflictsWith: [] },
  ...figures,
});

const method = (number: number, code: string, figures: Partial<Method> = {}): Method => ({
  ...{ number, code, mode: code, title: { zh: code, en: code }, why: { zh: code, en: code } },
  ...{ unit: 'm', evidence: 'ride-record', kind: 'trip', factors: [factor()], rivals: [] },
  ...{ dailyCap: null, monthlyCap: null, least: 1, most: 1_000_000, mostMetresPerHour: 6_000 },
  ...{ poolable: true, earnsPoints: true, rules: ['PTS-006'], source: 'synthetic', certainty: 'X' },
  ...figures,
});
const still = { unit: 'piece', mostMetresPerHour: null } as const;

/** Small figures, so that acts drawn at random meet every limit. */
export function rules(number: number, methods: readonly Method[]): ProgrammeRules {
  return {
    ...shenzhen,
    pack: `synthetic-${number}`,
    methods,
    methodOf: (wanted) => methods.find((one) => one.number === wanted),
    methodNamed: (code) => methods.find((one) => one.code === code),
    ugPerPoint: 1_000,
    sameTripSeconds: 120,
    longestTripSeconds: 7_200,
    straightLine: { metres: 20, permille: 100 },
    mostSavingPermille: 800,
  };
}

export const CITY = 1;
export const EMPLOYER = 2;
/** Numbers of methods of the city; the employer has ride and walk under each other's number. */
export const RIDE = 1;
export const WALK = 2;
export const CUP = 3;
export const POWER = 4;
export const CHARGE = 5;
export const ENDED = 6;

const PROGRAMMES: Readonly<Record<number, ProgrammeRules>> = {
  [CITY]: rules(CITY, [
    method(RIDE, 'ride', { least: 10, most: 1_500, dailyCap: 2_000, monthlyCap: 3_000 }),
    method(WALK, 'walk', {
      dailyCap: 700,
      mostMetresPerHour: 3_000,
      factors: [factor({ emittedUg: undefined })],
    }),
    method(CUP, 'cup', { ...still, kind: 'counted', most: 3, dailyCap: 4, monthlyCap: 6 }),
    method(POWER, 'power', { ...still, unit: 'Wh', kind: 'reading', most: 2_000 }),
    method(CHARGE, 'charge', {
      ...still,
      unit: 'Wh',
      kind: 'counted',
      monthlyCap: 2_500,
      earnsPoints: false,
    }),
    method(ENDED, 'ended', { factors: [factor({ from: '2026-09-30', to: '2026-09-30', reducedUg: 11 })] }),
  ]),
  [EMPLOYER]: rules(EMPLOYER, [
    method(WALK, 'staff-ride', { mode: 'ride', factors: [factor({ reducedUg: 5_000 })] }),
    method(RIDE, 'staff-walk', { mode: 'walk', dailyCap: 900, most: 600 }),
    method(CUP, 'staff-cup', { ...still, mode: 'cup', kind: 'counted', dailyCap: 2 }),
  ]),
};

export function rulesOf(programme: number): ProgrammeRules {
  const found = PROGRAMMES[programme];
  if (found === undefined) throw new RangeError(`no programme ${programme}`);
  return found;
}

/** A ride of 500 m in ten minutes at noon in China on 15 September 2026. */
export const told = (actNo: number, act: Partial<Omit<ToldAct, 'actNo'>> = {}): ToldAct => ({
  ...{ actNo: BigInt(actNo), programme: CITY, partner: 1, method: RIDE, eventHash: BigInt(actNo) },
  ...{ startedMs: at('2026-09-15T12:00'), durationS: 600, amount: 500, straightM: null, baseline: null },
  ...act,
});

/** A moment by the clock in China. */
export const at = (clock: string): number => Date.parse(`${clock}:00+08:00`);

/** What of judged acts later ones are judged against. */
export function thatCount(acts: readonly ToldAct[], judged: readonly JudgedAct[]): CountedAct[] {
  return acts.flatMap((act, place) => {
    const found = judged[place];
    if (found === undefined || found.amount === 0 || !REASONS_THAT_TAKE_TIME.includes(found.reason))
      return [];
    return [{ ...act, amount: found.amount }];
  });
}
