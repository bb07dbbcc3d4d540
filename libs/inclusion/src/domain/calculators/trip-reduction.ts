import { fault, FaultCollector, formatGrams, malformed } from '@carbon/kernel';
import {
  type Calculator,
  type CalculatorContext,
  readDay,
  readFields,
  releasedPacks,
  type Ruled,
} from '@carbon/rules/domain';
import { inclusionPackFamilies } from '../programmes/programme-packs';
import type { MethodFactor } from '../programmes/programme-rules';
import { programmeRules } from '../programmes/programme-rules-on';
import { type AskedTrip, readTrips } from './read-trips';
import { tripReductionExamples } from './trip-reduction-examples';
import { tripReductionInput, tripReductionOutput } from './trip-reduction-schema';

/** Short codes of schemes; a scheme may be named by the family of its packs, too. */
export const SCHEMES: Readonly<Record<string, string>> = {
  SZ: 'inclusion-shenzhen',
  SIP: 'inclusion-sip',
  EMP: 'inclusion-employer',
  CD: 'inclusion-chengdu',
  BJ: 'inclusion-beijing',
};

const METRES_A_KILOMETRE = 1_000n;

/** One trip at one value. */
interface Reduction {
  readonly factor: string;
  readonly gramsPerKm: string;
  readonly microgramsCo2: string;
  readonly grams: string;
  readonly source: string;
  readonly certainty: string;
}

export interface TripReductionAnswer extends Ruled {
  readonly trips: readonly (Reduction & {
    readonly mode: string;
    readonly distanceM: string;
    /** The same trip at the values of other sources that conflict with the one used (RULES C-2). */
    readonly rivals: readonly Reduction[];
  })[];
  readonly totalMicrogramsCo2: string;
  readonly totalGrams: string;
  readonly factorIds: readonly string[];
}

/** What trips reduce: distance by factor, exact in micrograms (RULES 4.3, ACCOUNTING B 2.1); no cap is asked about. */
export function tripReduction(input: unknown, context: CalculatorContext): TripReductionAnswer {
  const faults = new FaultCollector();
  const fields = readFields(input, ['scheme', 'trips', 'asOf'], faults);
  const pack = faults.attempt(() => readScheme(fields.get('scheme')));
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  faults.refuseIfAny();
  if (pack === undefined || asOf === undefined) throw new TypeError('a field without its fault');
  const rules = programmeRules(context.packs ?? releasedPacks, pack, asOf);
  const trips = readTrips(fields.get('trips'), rules, asOf, faults);
  faults.refuseIfAny();
  const factors = trips.map(({ factor }) => factor);
  const total = trips.reduce((sum, { factor, distanceM }) => sum + microgramsOf(factor, distanceM), 0n);
  return {
    trips: trips.map(answerOf),
    totalMicrogramsCo2: total.toString(),
    totalGrams: formatGrams(total),
    factorIds: [...new Set(factors.map(({ id }) => id))],
    rules: [...new Set(factors.flatMap((factor) => factor.rules))],
    pack: rules.referenceOf(factors),
  };
}

function answerOf({ method, factor, distanceM }: AskedTrip): TripReductionAnswer['trips'][number] {
  const conflicting = [...method.factors, ...method.rivals].filter(
    ({ id, conflictsWith }) => conflictsWith.includes(factor.id) || factor.conflictsWith.includes(id),
  );
  return {
    mode: method.code,
    distanceM: distanceM.toString(),
    ...reductionAt(factor, distanceM),
    rivals: conflicting.map((rival) => reductionAt(rival, distanceM)),
  };
}

function reductionAt(factor: MethodFactor, distanceM: number): Reduction {
  const micrograms = microgramsOf(factor, distanceM);
  return {
    factor: factor.id,
    gramsPerKm: formatGrams(BigInt(factor.reducedUg) * METRES_A_KILOMETRE),
    microgramsCo2: micrograms.toString(),
    grams: formatGrams(micrograms),
    source: factor.source,
    certainty: factor.certainty,
  };
}

const microgramsOf = ({ reducedUg }: MethodFactor, distanceM: number): bigint =>
  BigInt(reducedUg) * BigInt(distanceM);

function readScheme(value: unknown): string {
  const pack = typeof value === 'string' && Object.hasOwn(SCHEMES, value) ? SCHEMES[value] : value;
  const family = inclusionPackFamilies.find(({ id }) => id === pack);
  if (family !== undefined) return family.id;
  const known = Object.keys(SCHEMES).join(', ');
  throw malformed([fault('scheme', 'scheme', `must be one of ${known}`, `应为以下之一：${known}`)]);
}

export const tripReductionCalculator: Calculator = {
  name: 'trip-reduction',
  title: { zh: '出行减排量', en: 'Reduction of trips' },
  inputSchema: tripReductionInput(SCHEMES),
  outputSchema: tripReductionOutput,
  examples: tripReductionExamples,
  run: tripReduction,
};
