import { fields, optional, positiveNumber, type Reader, units } from '@carbon/rules/domain';
import { SECTORS } from '../carbon-market';
import { UNIT_CLASSES } from '../verified';
import { exact } from './exact';
import type {
  Benchmarks,
  CurvePiece,
  IntensityFigure,
  LoadFactorCurve,
  MethodFigure,
  PowerRounding,
  PreAllocationFigure,
  ProductBenchmark,
  Relief,
  SectorFigures,
  SpecialKind,
  SupplyFactors,
  VintageFigure,
} from './figures';
import { listOf, objectOf, oneOf, orNone, twoLanguages, words, yesOrNo } from '../packs/readers';
import { decimal, positiveDecimal, share, taggedBy } from './readers';

type Kind<K extends MethodFigure['kind']> = Extract<MethodFigure, { kind: K }>;
type Shape<S extends CurvePiece['shape']> = Extract<CurvePiece, { shape: S }>;

const kind = <K extends string>(name: K) => oneOf(name);
const roundingMode = oneOf('floor', 'half-up');

const curve = objectOf<Kind<'balance-curve'>>({
  kind: kind('balance-curve'),
  slope: share,
  threshold: share,
});
const bentCurve: Reader<Kind<'balance-curve'>> = (value) => {
  const read = curve(value);
  if (exact(read.slope).isZero() || exact(read.threshold).isZero()) {
    throw new RangeError('slope and threshold must be above 0');
  }
  if (exact(read.threshold).gte(1)) throw new RangeError('threshold must be below 1');
  return read;
};

const method = taggedBy<MethodFigure>('kind', {
  benchmark: objectOf<Kind<'benchmark'>>({
    kind: kind('benchmark'),
    basis: oneOf('generation', 'supplied'),
  }),
  'equal-to-verified': objectOf<Kind<'equal-to-verified'>>({ kind: kind('equal-to-verified') }),
  'balance-curve': bentCurve,
  historic: objectOf<Kind<'historic'>>({ kind: kind('historic'), factor: positiveDecimal }),
  'output-benchmark': objectOf<Kind<'output-benchmark'>>({
    kind: kind('output-benchmark'),
    benchmark: positiveDecimal,
    per: twoLanguages,
  }),
  fixed: objectOf<Kind<'fixed'>>({ kind: kind('fixed'), quantityT: units }),
  'activity-benchmark': objectOf<Kind<'activity-benchmark'>>({
    kind: kind('activity-benchmark'),
    products: listOf(
      objectOf<ProductBenchmark>({ product: words, title: twoLanguages, benchmark: positiveDecimal }),
    ),
    leakage: fields({ exposed: share, other: share }),
    correction: share,
  }),
});

const belowPercent = positiveDecimal;
const piece = taggedBy<CurvePiece>('shape', {
  power: objectOf<Shape<'power'>>({
    shape: oneOf('power'),
    belowPercent,
    base: positiveDecimal,
    offset: decimal,
    slope: decimal,
  }),
  linear: objectOf<Shape<'linear'>>({
    shape: oneOf('linear'),
    belowPercent,
    value: decimal,
    slope: decimal,
    at: decimal,
  }),
  saturating: objectOf<Shape<'saturating'>>({
    shape: oneOf('saturating'),
    belowPercent,
    constant: decimal,
    terms: listOf(fields({ amplitude: decimal, scale: positiveDecimal })),
  }),
});

const risingPieces: Reader<readonly CurvePiece[]> = (value) => {
  const pieces = listOf(piece)(value);
  pieces.forEach((one, at) => {
    const before = pieces[at - 1];
    if (before !== undefined && exact(one.belowPercent).lte(before.belowPercent)) {
      throw new RangeError(`[${at}] must end above the piece before it`);
    }
  });
  return pieces;
};

const byClass = Object.fromEntries(UNIT_CLASSES.map((one) => [one, positiveDecimal])) as Record<
  (typeof UNIT_CLASSES)[number],
  Reader<string>
>;
const kinds = listOf(
  objectOf<SpecialKind>({ kind: words, title: twoLanguages, overPercent: optional(positiveDecimal) }),
);
const classes = listOf(oneOf(...UNIT_CLASSES));
const byFuel = fields({ coal: positiveDecimal, gas: positiveDecimal });

const figureReaders: { readonly [K in keyof SectorFigures]: Reader<SectorFigures[K]> } = {
  method,
  benchmarks: objectOf<Benchmarks>({ electricity: fields(byClass), heat: byFuel }),
  'load-factor': objectOf<LoadFactorCurve>({ classes, withHeat: yesOrNo, pieces: risingPieces }),
  'supply-factors': objectOf<SupplyFactors>({ airCooled: positiveDecimal, heatRatio: byFuel }),
  rounding: objectOf<PowerRounding>({
    loadFactorDecimals: positiveNumber,
    gapDecimals: positiveNumber,
    tonnes: roundingMode,
    assumed: optional(twoLanguages),
  }),
  relief: objectOf<Relief>({ exemptClasses: classes, floorShare: share, assumed: optional(twoLanguages) }),
  special: kinds,
  'pre-allocation': objectOf<PreAllocationFigure>({
    share,
    rounding: roundingMode,
    atMost: yesOrNo,
    assumed: optional(twoLanguages),
  }),
  intensity: objectOf<IntensityFigure>({ emissions: twoLanguages, output: twoLanguages }),
  gases: listOf(words),
  'differentiated-issue': kinds,
  'reapproval-days': positiveNumber,
  tonnes: roundingMode,
};

/** A figure of a sector stands under its own name, `{"benchmarks": {...}}`, and is read by that name. */
const sectorFigure: Reader<Partial<SectorFigures>> = (value) => {
  const names =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const [name] = names;
  if (names.length !== 1 || name === undefined || !Object.hasOwn(figureReaders, name)) {
    throw new RangeError(`must be an object with one of ${Object.keys(figureReaders).join(', ')}`);
  }
  const reader: Reader<unknown> = figureReaders[name as keyof SectorFigures];
  return { [name]: reader((value as Record<string, unknown>)[name]) };
};

/** What every pack of a market says; what it says of a sector stands under `<sector>.<figure>`. */
export const allocationShape = {
  keys: {
    /** Sectors the market covers, whether or not its method of allocation is known here. */
    sectors: listOf(oneOf(...SECTORS)),
    vintage: objectOf<VintageFigure>({
      prefix: words,
      suffix: oneOf('none', 'yy'),
      title: twoLanguages,
    }),
    /** ALC-011: what of an allocation goes first; null where it is not known. */
    settlement: orNone(oneOf('owed-first')),
  },
  others: sectorFigure,
} as const;
