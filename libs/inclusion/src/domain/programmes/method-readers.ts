import {
  calendarDay,
  CERTAINTIES,
  fields,
  listOf,
  oneOf,
  optional,
  orNone,
  positiveNumber,
  type Reader,
  someOf,
  twoLanguages,
  wholeNumber,
  words,
  yesOrNo,
} from '@carbon/rules/domain';
import {
  EVIDENCE_CLASSES,
  type Method,
  METHOD_KINDS,
  METHOD_UNITS,
  type MethodFactor,
} from './programme-rules';

const certainty = oneOf(...CERTAINTIES);

/** Numbers of methods are stored in two bytes. */
const MOST_METHODS = 32_767;
const number: Reader<number> = (value) => {
  if (positiveNumber(value) > MOST_METHODS) throw new RangeError(`must be at most ${MOST_METHODS}`);
  return value as number;
};

const CODE = /^[a-z][a-z0-9-]{1,39}$/;
const code: Reader<string> = (value) => {
  if (typeof value !== 'string' || !CODE.test(value)) throw new RangeError('must be a code like own-cup');
  return value;
};

const factorFields = fields<
  Omit<MethodFactor, 'conflictsWith'> & { conflictsWith: readonly string[] | undefined }
>({
  id: words,
  reducedUg: positiveNumber,
  emittedUg: (value) => orNone(wholeNumber)(value) ?? undefined,
  from: calendarDay,
  to: optional(calendarDay),
  rules: someOf(words),
  source: words,
  certainty,
  conflictsWith: optional(someOf(words)),
});

const factor: Reader<MethodFactor> = (value) => {
  const read = factorFields(value);
  if (read.to !== undefined && read.to < read.from) throw new RangeError(`${read.id}: to is before from`);
  return { ...read, conflictsWith: read.conflictsWith ?? [] };
};

const methodFields = fields<Omit<Method, 'rivals'> & { rivals: readonly MethodFactor[] | undefined }>({
  number,
  code,
  mode: code,
  title: twoLanguages,
  why: twoLanguages,
  unit: oneOf(...METHOD_UNITS),
  evidence: oneOf(...EVIDENCE_CLASSES),
  kind: oneOf(...METHOD_KINDS),
  factors: someOf(factor),
  rivals: optional(listOf(factor)),
  dailyCap: orNone(positiveNumber),
  monthlyCap: orNone(positiveNumber),
  least: positiveNumber,
  most: positiveNumber,
  mostMetresPerHour: orNone(positiveNumber),
  poolable: yesOrNo,
  earnsPoints: yesOrNo,
  rules: someOf(words),
  source: words,
  certainty,
});

const method: Reader<Method> = (value) => {
  const read = methodFields(value);
  const one = { ...read, rivals: read.rivals ?? [] };
  checkLimits(one);
  checkFactors(one);
  return one;
};

function checkLimits(one: Method): void {
  const { code: name, kind, unit, least, most, mostMetresPerHour } = one;
  if (least > most) throw new RangeError(`${name}: least is above most`);
  if (kind === 'reading' && (one.dailyCap !== null || one.monthlyCap !== null))
    throw new RangeError(`${name}: a reading has no caps`);
  const moves = kind === 'trip';
  if (moves !== (unit === 'm') || moves !== (mostMetresPerHour !== null))
    throw new RangeError(`${name}: trips, and only trips, are told in m and have mostMetresPerHour`);
}

/** One factor counts on a day; what conflicts with it says so. */
function checkFactors({ code: name, factors, rivals }: Method): void {
  const known = [...factors, ...rivals].map(({ id }) => id);
  factors.forEach((one, at) => {
    for (const other of factors.slice(0, at)) {
      const apart =
        (other.to !== undefined && other.to < one.from) || (one.to !== undefined && one.to < other.from);
      if (!apart) throw new RangeError(`${name}: ${other.id} and ${one.id} share days`);
    }
  });
  for (const { id, conflictsWith } of rivals)
    if (conflictsWith.length === 0) throw new RangeError(`${name}: ${id} must say what it conflicts with`);
  for (const { conflictsWith } of [...factors, ...rivals])
    for (const id of conflictsWith)
      if (!known.includes(id)) throw new RangeError(`${name}: has no factor ${id} to conflict with`);
}

function refuseTwice(what: string, values: readonly (string | number)[]): void {
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  if (twice !== undefined) throw new RangeError(`${what} ${twice} stands twice`);
}

/** The methods of a pack: numbers, codes and ids of factors each stand once. */
export const methodList: Reader<readonly Method[]> = (value) => {
  const methods = someOf(method)(value);
  refuseTwice(
    'number',
    methods.map((one) => one.number),
  );
  refuseTwice(
    'code',
    methods.map((one) => one.code),
  );
  refuseTwice(
    'factor',
    methods.flatMap(({ factors, rivals }) => [...factors, ...rivals].map(({ id }) => id)),
  );
  return methods;
};
