import { type Check, finding, kind, over, range, shown } from '../check';
import { decimal, figures, type FigureOf, listOf, oneOf, optional, words } from '../figures';
import { ALIASES, DIMENSIONS, STANDARDS, SUBJECTS, UNITS } from './vocabulary';

const different = (values: readonly string[]) => [...new Set(values)];

const measured = figures({ dimension: oneOf(DIMENSIONS), unit: words(40) });
const unitFits: Check<FigureOf<typeof measured>> = {
  id: 'PLA-32',
  examine: ({ dimension, unit }) => {
    const known: readonly string[] = UNITS[dimension];
    if (known.includes(unit)) return undefined;
    const power = dimension === 'energy' && (UNITS.power as readonly string[]).includes(unit);
    return power
      ? finding(known.join(', '), `以功率单位 ${unit} 表示电量`, `a power (${unit}) is used as an energy`)
      : finding(known.join(', '), `${unit} 不是该量的单位`, `${unit} is no unit of this`);
  },
};

const factors = figures({
  factors: listOf(figures({ value: decimal(), id: optional(words(80)), purpose: optional(words(120)) })),
});
const factorsAreNamed: Check<FigureOf<typeof factors>> = {
  id: 'PLA-22',
  examine: ({ factors: each }) => {
    const unnamed = each.filter(({ id, purpose }) => id === undefined || purpose === undefined);
    if (unnamed.length === 0) return undefined;
    const values = unnamed.map(({ value }) => shown(value, 6)).join(', ');
    return finding(
      'id + purpose',
      `因子 ${values} 未注明编号和用途`,
      `factor ${values} carries no id and purpose`,
    );
  },
};

const standard = figures({ standard: words(60), subject: oneOf(SUBJECTS) });
const standardFits: Check<FigureOf<typeof standard>> = {
  id: 'PLA-33',
  examine: ({ standard: name, subject }) => {
    const of = Object.entries(STANDARDS).find(([known]) => name.startsWith(known));
    if (of === undefined || of[1] === subject) return undefined;
    return finding(
      of[1],
      `${of[0]} 不用于此目的`,
      `${of[0]} is a standard of ${of[1].replaceAll('-', ' ')}, not of ${subject.replaceAll('-', ' ')}`,
    );
  },
};

const perPiece = figures({ savingT: decimal(), piece: words(60), sizeKwh: optional(decimal()) });
const pieceHasSize: Check<FigureOf<typeof perPiece>> = {
  id: 'PLA-34',
  examine: ({ piece, sizeKwh }) =>
    sizeKwh === undefined
      ? finding('sizeKwh', `每${piece}的减排量没有规格依据`, `a saving per ${piece} without its size`)
      : undefined,
};

const bands = figures({ bands: listOf(figures({ from: decimal(), to: decimal() })), upTo: decimal() });
const bandsJoin: Check<FigureOf<typeof bands>> = {
  id: 'PLA-35',
  examine: ({ bands: each, upTo }) => {
    const sorted = [...each].sort((one, other) => one.from.comparedTo(other.from));
    const ends = [...sorted.slice(1).map(({ from }) => from), upTo];
    const at = sorted.findIndex(({ to }, index) => !to.equals(ends[index] ?? upTo));
    const [band, next] = [sorted[at], ends[at]];
    if (band === undefined || next === undefined) return undefined;
    return finding(
      range(band.to, next, ''),
      `等级区间不连续：${shown(band.to)} 至 ${shown(next)}`,
      `grades leave a gap or overlap from ${shown(band.to)} to ${shown(next)}`,
    );
  },
};

const steps = figures({ steps: listOf(figures({ fromC: decimal(), toC: decimal() })) });
const stepsJoin: Check<FigureOf<typeof steps>> = {
  id: 'PLA-36',
  examine: ({ steps: each }, bound) => {
    const at = each.findIndex(({ toC }, index) => {
      const next = each[index + 1];
      return next !== undefined && next.fromC.minus(toC).abs().greaterThan(bound('degrees'));
    });
    const [one, next] = [each[at], each[at + 1]];
    if (one === undefined || next === undefined) return undefined;
    return finding(
      `${shown(one.toC)} °C`,
      `${shown(one.toC)} °C 与 ${shown(next.fromC)} °C 之间可能缺少一个步骤`,
      `a step may be missing between ${shown(one.toC)} °C and ${shown(next.fromC)} °C`,
    );
  },
};

const names = figures({ names: listOf(words(120)) });
const oneName: Check<FigureOf<typeof names>> = {
  id: 'PLA-37',
  examine: ({ names: each }) => {
    const place = ALIASES.find(
      (aliases) => different(each).filter((name) => aliases.includes(name)).length > 1,
    );
    if (place === undefined) return undefined;
    return finding(place[0] ?? '', '同一地点使用了多个名称', 'one place stands under several names');
  },
};

const term = figures({ term: words(60), meanings: listOf(words()) });
const oneMeaning: Check<FigureOf<typeof term>> = {
  id: 'PLA-38',
  examine: ({ term: word, meanings }) => {
    const meant = different(meanings);
    if (meant.length < 2) return undefined;
    return finding(
      meant[0] ?? '',
      `“${word}”有 ${meant.length} 种含义`,
      `“${word}” is used in ${meant.length} meanings`,
    );
  },
};

const table = figures({ columns: decimal(), rowWidths: listOf(decimal()), repeats: optional(words(120)) });
const tableIsWhole: Check<FigureOf<typeof table>> = {
  id: 'PLA-39',
  examine: ({ columns, rowWidths, repeats }) => {
    const shifted = rowWidths.filter((width) => !width.equals(columns)).length;
    if (shifted === 0 && repeats === undefined) return undefined;
    return finding(
      shown(columns, 0),
      `${shifted} 行列数不符${repeats === undefined ? '' : `；与“${repeats}”重复`}`,
      `${shifted} rows have another width${repeats === undefined ? '' : `; it repeats “${repeats}”`}`,
    );
  },
};

const emissionOfRide = figures({ gramsPerKm: decimal(), kwhPerKm: decimal() });
const rideFactor: Check<FigureOf<typeof emissionOfRide>> = {
  id: 'PLA-40',
  examine: ({ gramsPerKm, kwhPerKm }, bound) => {
    const factor = over(gramsPerKm.dividedBy(1_000), kwhPerKm);
    if (factor === undefined || factor.lessThanOrEqualTo(bound('highKgPerKwh'))) return undefined;
    return finding(
      `≤ ${shown(bound('highKgPerKwh'))} kgCO2/kWh`,
      `每千瓦时 ${shown(factor, 2)} 千克，使用阶段因子包含电力以外的排放`,
      `${shown(factor, 2)} kg a kWh: the factor of use holds more than power`,
    );
  },
};

export const wordingKinds = [
  kind({
    kind: 'unit',
    title: { zh: '量与单位', en: 'A quantity and its unit' },
    figures: measured,
    checks: [unitFits],
  }),
  kind({
    kind: 'factors',
    title: { zh: '因子的编号与用途', en: 'Ids and purposes of factors' },
    figures: factors,
    checks: [factorsAreNamed],
  }),
  kind({
    kind: 'standard',
    title: { zh: '标准与用途', en: 'A standard and what it is used for' },
    figures: standard,
    checks: [standardFits],
  }),
  kind({
    kind: 'saving-per-piece',
    title: { zh: '单件减排量', en: 'A saving per piece' },
    figures: perPiece,
    checks: [pieceHasSize],
  }),
  kind({
    kind: 'grade-bands',
    title: { zh: '等级区间', en: 'Bands of grades' },
    figures: bands,
    checks: [bandsJoin],
  }),
  kind({
    kind: 'temperature-steps',
    title: { zh: '温度步骤', en: 'Steps of temperature' },
    figures: steps,
    checks: [stepsJoin],
  }),
  kind({
    kind: 'place-names',
    title: { zh: '地名', en: 'Names of places' },
    figures: names,
    checks: [oneName],
  }),
  kind({
    kind: 'term',
    title: { zh: '术语', en: 'A term' },
    figures: term,
    checks: [oneMeaning],
  }),
  kind({
    kind: 'table',
    title: { zh: '表格', en: 'A table' },
    figures: table,
    checks: [tableIsWhole],
  }),
  kind({
    kind: 'ride-factor',
    title: { zh: '骑行使用阶段因子', en: 'The factor of a ride' },
    figures: emissionOfRide,
    checks: [rideFactor],
  }),
];
