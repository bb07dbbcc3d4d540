import { fault, type FaultCollector, malformed, Refusal } from '@carbon/kernel';
import { readFields, readWholeNumber } from '@carbon/rules/domain';
import {
  factorNamed,
  factorOn,
  type Method,
  type MethodFactor,
  type ProgrammeRules,
} from '../programmes/programme-rules';
import type { ChinaDate } from '@carbon/kernel';

export const MOST_TRIPS = 1_000;
export const MOST_METRES = 1_000_000_000;

/** One trip as it is asked about, with the method and the value to reckon with. */
export interface AskedTrip {
  readonly method: Method;
  readonly factor: MethodFactor;
  readonly distanceM: number;
}

/** @throws Refusal METHOD_NOT_IN_FORCE (422); faults of the input are collected */
export function readTrips(
  value: unknown,
  rules: ProgrammeRules,
  day: ChinaDate,
  faults: FaultCollector,
): readonly AskedTrip[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_TRIPS) {
    const [en, zh] = [`must be a list of 1 to ${MOST_TRIPS} trips`, `应为 1 至 ${MOST_TRIPS} 次出行的列表`];
    faults.add(fault('trips', 'list', en, zh));
    return [];
  }
  return value.flatMap((item: unknown, at) => {
    const trip = faults.attempt(() => readTrip(item, `trips[${at}]`, rules, day, faults));
    return trip ?? [];
  });
}

function readTrip(
  item: unknown,
  at: string,
  rules: ProgrammeRules,
  day: ChinaDate,
  faults: FaultCollector,
): AskedTrip | undefined {
  const fields = readFields(item, ['mode', 'distanceM', 'factor'], faults, at);
  const method = faults.attempt(() => readMode(fields.get('mode'), `${at}.mode`, rules));
  const distanceM = faults.attempt(() =>
    readWholeNumber(fields.get('distanceM'), `${at}.distanceM`, { min: 1, max: MOST_METRES }),
  );
  const named = fields.get('factor');
  const factor = method && faults.attempt(() => readFactor(named, `${at}.factor`, method, day));
  return method && factor && distanceM !== undefined ? { method, factor, distanceM } : undefined;
}

/** A trip's method by its code, or by what moves where only one method is of it. */
function readMode(value: unknown, at: string, rules: ProgrammeRules): Method {
  const trips = rules.methods.filter(({ kind }) => kind === 'trip');
  const named = trips.find(({ code }) => code === value);
  const [moving, another] = trips.filter(({ mode }) => mode === value);
  const found = named ?? (another === undefined ? moving : undefined);
  if (found !== undefined) return found;
  const known = trips.map(({ code }) => code).join(', ');
  throw malformed([fault(at, 'mode', `must be one of ${known}`, `应为以下之一：${known}`)]);
}

function readFactor(value: unknown, at: string, method: Method, day: ChinaDate): MethodFactor {
  const factor =
    value === undefined ? factorOn(method, day) : factorNamed(method, typeof value === 'string' ? value : '');
  if (factor !== undefined) return factor;
  if (value === undefined) throw notInForce(method, day);
  const known = [...method.factors, ...method.rivals].map(({ id }) => id).join(', ');
  throw malformed([fault(at, 'factor', `must be one of ${known}`, `应为以下之一：${known}`)]);
}

function notInForce({ code, title }: Method, day: ChinaDate): Refusal {
  return new Refusal(
    'METHOD_NOT_IN_FORCE',
    422,
    {
      zh: `方法学“${title.zh}”在 ${day} 未生效`,
      en: `The method ${title.en} is not in force on ${day}`,
    },
    { rule: 'PTS-001', details: { method: code, asOf: day } },
  );
}
