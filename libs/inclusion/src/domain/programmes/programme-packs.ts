import { parseGrams } from '@carbon/kernel';
import {
  fields,
  positiveNumber,
  type Reader,
  RulePacks,
  someOf,
  twoLanguages,
  wholeNumber,
  words,
} from '@carbon/rules/domain';
import beijing from '../../../packs/inclusion-beijing.2026-1.json';
import chengdu from '../../../packs/inclusion-chengdu.2026-1.json';
import employer from '../../../packs/inclusion-employer.2026-1.json';
import shenzhen from '../../../packs/inclusion-shenzhen.2026-1.json';
import suzhouPark from '../../../packs/inclusion-sip.2026-1.json';
import manifest from '../../../packs/manifest.json';
import { methodList } from './method-readers';
import type { BadgeTier, PoolingRules, StraightLineTolerance } from './programme-rules';

/** No pack lets acts be told later: a pass looks into the months before, and no further. */
export const MOST_LATE_DAYS = 366;
const lateDays: Reader<number> = (value) => {
  const days = positiveNumber(value);
  if (days > MOST_LATE_DAYS) throw new RangeError(`must be at most ${MOST_LATE_DAYS} days`);
  return days;
};

/** PTS-002: a scheme sets how long points are valid, at most ten years. */
const MOST_VALID_MONTHS = 120;
const validMonths: Reader<number> = (value) => {
  if (positiveNumber(value) > MOST_VALID_MONTHS) throw new RangeError('must be at most ten years (PTS-002)');
  return value as number;
};

/** Grams in the pack, micrograms where they are reckoned with. */
const grams: Reader<bigint> = (value) => {
  try {
    const read = parseGrams(words(value), 'grams');
    if (read > 0n) return read;
  } catch {
    // told below
  }
  throw new RangeError('must be grams above 0 as a decimal string');
};

const gramsAPoint: Reader<number> = (value) => {
  const read = Number(grams(value));
  if (!Number.isSafeInteger(read)) throw new RangeError('must be fewer grams');
  return read;
};

const PERMILLE = 1_000;
const permille: Reader<number> = (value) => {
  if (wholeNumber(value) > PERMILLE) throw new RangeError('must be at most 1000');
  return value as number;
};

const badge: Reader<BadgeTier> = (value) => {
  const read = fields<{ code: string; grams: bigint; title: { zh: string; en: string } }>({
    code: words,
    grams,
    title: twoLanguages,
  })(value);
  return { code: read.code, reducedUg: read.grams, title: read.title };
};

const badges: Reader<readonly BadgeTier[]> = (value) => {
  const tiers = someOf(badge)(value);
  tiers.forEach((tier, at) => {
    const before = tiers[at - 1];
    if (before !== undefined && before.reducedUg >= tier.reducedUg)
      throw new RangeError(`${tier.code} must be above ${before.code}`);
  });
  return tiers;
};

const pooling = fields<Record<keyof PoolingRules, number>>({
  settledDays: positiveNumber,
  residentsPermille: permille,
  mostResidents: positiveNumber,
});

export const programmeShape = {
  keys: {
    methods: methodList,
    'points.grams': gramsAPoint,
    'points.valid-months': validMonths,
    'acts.late-days': lateDays,
    'acts.appeal-days': positiveNumber,
    'statistics.smallest-group': positiveNumber,
    'trips.same-seconds': wholeNumber,
    'trips.longest-seconds': positiveNumber,
    'trips.straight-line': fields<Record<keyof StraightLineTolerance, number>>({
      metres: wholeNumber,
      permille,
    }),
    'readings.most-saving-permille': permille,
    badges,
    pooling,
    rewards: fields<{ reservationMinutes: number; voucherDays: number }>({
      reservationMinutes: positiveNumber,
      voucherDays: positiveNumber,
    }),
  },
} as const;

export type ProgrammePacks = RulePacks<typeof programmeShape>;

const family = (id: string, ...files: readonly unknown[]): ProgrammePacks =>
  new RulePacks(id, programmeShape, files, manifest);

/** What a programme may run under. A pack that is not as released stops the program here. */
export const inclusionPackFamilies: readonly ProgrammePacks[] = [
  family('inclusion-shenzhen', shenzhen),
  family('inclusion-sip', suzhouPark),
  family('inclusion-employer', employer),
  family('inclusion-chengdu', chengdu),
  family('inclusion-beijing', beijing),
];
