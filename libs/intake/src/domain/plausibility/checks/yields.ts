import { type Check, finding, kind, over, range, shown, within } from '../check';
import { decimal, figures, type FigureOf, oneOf, optional } from '../figures';

export const SINKS = ['mangrove', 'forest', 'wetland', 'soil'] as const;

const sink = figures({
  sink: oneOf(SINKS),
  area: decimal(),
  areaUnit: oneOf(['mu', 'ha']),
  tPerYear: decimal(),
  latitude: optional(decimal()),
});
type Sink = FigureOf<typeof sink>;

const sinkYield: Check<Sink> = {
  id: 'PLA-11',
  examine: ({ sink: of, area, areaUnit, tPerYear }, bound) => {
    const hectares = areaUnit === 'ha' ? area : area.dividedBy(bound('muPerHectare'));
    const rate = over(tPerYear, hectares);
    const [low, high] = [bound(`${of}.low`), bound(`${of}.high`)];
    if (rate === undefined || within(rate, low, high)) return undefined;
    return finding(
      range(low, high, 't/(ha·a)'),
      `每公顷每年 ${shown(rate, 1)} 吨，超出该类碳汇的合理范围`,
      `${shown(rate, 1)} t a hectare and year is outside of what such a sink takes up`,
    );
  },
};

const mangroveLatitude: Check<Sink> = {
  id: 'PLA-12',
  examine: ({ sink: of, latitude }, bound) => {
    const most = bound('northernmostDegrees');
    if (of !== 'mangrove' || latitude === undefined || latitude.lessThanOrEqualTo(most)) return undefined;
    return finding(
      `≤ ${shown(most)}°N`,
      '该纬度在红树林分布范围之外',
      'mangroves do not grow as far from the equator as this',
    );
  },
};

const crop = figures({ crop: oneOf(['microalgae']), areaHa: decimal(), tPerYear: decimal() });
const cropYield: Check<FigureOf<typeof crop>> = {
  id: 'PLA-13',
  examine: ({ crop: of, areaHa, tPerYear }, bound) => {
    const rate = over(tPerYear, areaHa);
    const most = bound(`${of}.high`);
    if (rate === undefined || rate.lessThanOrEqualTo(most)) return undefined;
    return finding(
      `≤ ${shown(most)} t/(ha·a)`,
      `每公顷每年 ${shown(rate, 1)} 吨，超出合理产量`,
      `${shown(rate, 1)} t a hectare and year is more than such a crop yields`,
    );
  },
};

const avoided = figures({ product: oneOf(['hydrogen']), avoidedT: decimal(), productT: decimal() });
const avoidedPerTonne: Check<FigureOf<typeof avoided>> = {
  id: 'PLA-14',
  examine: ({ product, avoidedT, productT }, bound) => {
    const rate = over(avoidedT, productT);
    const most = bound(`${product}.high`);
    if (rate === undefined || rate.lessThanOrEqualTo(most)) return undefined;
    return finding(
      `≤ ${shown(most)} t/t`,
      `每吨产品避免 ${shown(rate, 1)} 吨排放，远超合理范围`,
      `${shown(rate, 1)} t avoided a tonne of product is far outside of what is plausible`,
    );
  },
};

const FUELS = ['kerosene', 'diesel', 'gasoline'] as const;
const fuel = figures({ fuel: oneOf(FUELS), litres: decimal(), co2T: decimal() });
const fuelFactor: Check<FigureOf<typeof fuel>> = {
  id: 'PLA-15',
  examine: ({ fuel: of, litres, co2T }, bound) => {
    const rate = over(co2T.times(1_000), litres);
    const [low, high] = [bound(`${of}.low`), bound(`${of}.high`)];
    if (rate === undefined || within(rate, low, high)) return undefined;
    return finding(
      range(low, high, 'kgCO2/L'),
      `每升 ${shown(rate, 2)} 千克二氧化碳，与该燃料不符`,
      `${shown(rate, 2)} kg a litre is not what this fuel emits`,
    );
  },
};

const substance = figures({
  tPerHectare: decimal(),
  totalT: decimal(),
  substance: optional(oneOf(['co2', 'carbon'])),
});
const carbonOrCo2: Check<FigureOf<typeof substance>> = {
  id: 'PLA-16',
  examine: ({ tPerHectare, totalT, substance: stated }, bound) => {
    const area = over(totalT, tPerHectare);
    if (stated !== undefined || area === undefined) return undefined;
    const asCarbon = area.dividedBy(bound('co2PerCarbon'));
    return finding(
      `CO2: ${shown(area, 2)} ha; C: ${shown(asCarbon, 2)} ha`,
      '未注明是碳还是二氧化碳',
      'it is not said whether this is carbon or carbon dioxide',
    );
  },
};

export const yieldKinds = [
  kind({
    kind: 'sink',
    title: { zh: '碳汇的单位面积吸收量', en: 'What a sink takes up on its area' },
    figures: sink,
    checks: [sinkYield, mangroveLatitude],
  }),
  kind({
    kind: 'crop-yield',
    title: { zh: '作物单位面积产量', en: 'Yield of a crop on its area' },
    figures: crop,
    checks: [cropYield],
  }),
  kind({
    kind: 'avoided-per-tonne',
    title: { zh: '每吨产品避免的排放', en: 'Emissions avoided by a tonne of product' },
    figures: avoided,
    checks: [avoidedPerTonne],
  }),
  kind({
    kind: 'fuel-factor',
    title: { zh: '燃料的排放因子', en: 'The factor of a fuel' },
    figures: fuel,
    checks: [fuelFactor],
  }),
  kind({
    kind: 'carbon-or-co2',
    title: { zh: '碳与二氧化碳', en: 'Carbon or carbon dioxide' },
    figures: substance,
    checks: [carbonOrCo2],
  }),
];
