import { Decimal } from 'decimal.js';
import { type Check, differs, finding, kind, over, range, shown, within } from '../check';
import { decimal, figures, type FigureOf, oneOf, optional, words } from '../figures';

/** Technologies whose output has bounds of its own. */
export const TECHNOLOGIES = [
  'pv',
  'wind-onshore',
  'wind-offshore',
  'hydro',
  'csp',
  'biomass',
  'geothermal',
  'ocean',
] as const;
export type BoundedTechnology = (typeof TECHNOLOGIES)[number];

const HUNDRED = 100;

const offset = figures({ certificates: decimal(), claimedT: decimal() });
const certificateOffset: Check<FigureOf<typeof offset>> = {
  id: 'PLA-01',
  examine: ({ certificates, claimedT }, bound) => {
    const expected = certificates.times(bound('mwhPerCertificate')).times(bound('kgPerKwh'));
    if (!claimedT.greaterThan(expected.times(bound('tolerancePercent').plus(HUNDRED)).dividedBy(HUNDRED))) {
      return undefined;
    }
    const times = over(claimedT, expected)?.toFixed(1) ?? '∞';
    return finding(
      `≤ ${shown(expected)} t`,
      `绿证抵消量为可抵消量的 ${times} 倍`,
      `what the certificates are said to offset is ${times} times what they can`,
    );
  },
};

const implied = figures({ reductionT: decimal(), energyKwh: decimal(), boundary: optional(words()) });
const impliedFactor: Check<FigureOf<typeof implied>> = {
  id: 'PLA-02',
  examine: ({ reductionT, energyKwh, boundary }, bound) => {
    const factor = over(reductionT.times(1_000), energyKwh);
    const [low, high] = [bound('lowKgPerKwh'), bound('highKgPerKwh')];
    if (factor === undefined || within(factor, low, high)) return undefined;
    const unsaid = boundary === undefined;
    return finding(
      range(low, high, 'kgCO2/kWh'),
      `每千瓦时 ${shown(factor)} 千克二氧化碳，超出任何电力因子${unsaid ? '；未说明核算边界' : ''}`,
      `${shown(factor)} kg a kWh is outside of any factor of electricity${unsaid ? '; no boundary is stated' : ''}`,
    );
  },
};

const demand = figures({ supplyKwh: decimal(), sharePercent: decimal(), statedKwhPerMinute: decimal() });
const demandPerMinute: Check<FigureOf<typeof demand>> = {
  id: 'PLA-03',
  examine: ({ supplyKwh, sharePercent, statedKwhPerMinute }, bound) => {
    const yearly = over(supplyKwh.times(HUNDRED), sharePercent);
    if (yearly === undefined) return undefined;
    const expected = yearly.dividedBy(bound('minutesPerYear'));
    if (!differs(statedKwhPerMinute, expected, bound('tolerancePercent'))) return undefined;
    return finding(
      `${shown(expected, 1)} kWh/min`,
      '每分钟用电量与全年用电量不符',
      'demand a minute does not fit the demand of the year',
    );
  },
};

const output = figures({
  technology: optional(oneOf(TECHNOLOGIES)),
  capacityKw: optional(decimal()),
  energyKwh: decimal({ signed: true }),
  hours: decimal(),
});
type Output = FigureOf<typeof output>;

const capacityFactor: Check<Output> = {
  id: 'PLA-04',
  examine: ({ technology, capacityKw, energyKwh, hours }, bound) => {
    const full = capacityKw?.times(hours);
    if (technology === undefined || full === undefined || full.isZero()) return undefined;
    const percent = energyKwh.times(HUNDRED).dividedBy(full);
    const [low, high] = [bound(`${technology}.low`), bound(`${technology}.high`)];
    // more than nameplate is for the next check, less than nothing for the one after it
    if (within(percent, low, high) || percent.greaterThan(HUNDRED) || percent.isNegative()) return undefined;
    return finding(
      range(low, high, '%'),
      `容量系数 ${shown(percent, 1)}% 超出该技术的合理范围`,
      `a capacity factor of ${shown(percent, 1)} % is outside of what this technology does`,
    );
  },
};

const nameplate: Check<Output> = {
  id: 'PLA-05',
  examine: ({ capacityKw, energyKwh, hours }, bound) => {
    if (capacityKw === undefined || hours.isZero()) return undefined;
    const most = capacityKw.times(hours).times(bound('percent')).dividedBy(HUNDRED);
    if (energyKwh.lessThanOrEqualTo(most)) return undefined;
    return finding(
      `≤ ${shown(most)} kWh`,
      '电量超过装机容量满发的电量',
      'more energy than the nameplate capacity gives in that time',
    );
  },
};

const negative: Check<Output> = {
  id: 'PLA-06',
  examine: ({ energyKwh }) =>
    energyKwh.isNegative() ? finding('≥ 0 kWh', '电量为负', 'the energy is negative') : undefined,
};

const meterMonth = figures({
  technology: optional(oneOf(TECHNOLOGIES)),
  capacityKw: optional(decimal()),
  energyWh: decimal({ signed: true }),
  hours: decimal(),
  previousEnergyWh: optional(decimal({ signed: true })),
});
type MeterMonthFigures = FigureOf<typeof meterMonth>;
const asOutput = ({ energyWh, ...rest }: MeterMonthFigures): Output => ({
  ...rest,
  energyKwh: energyWh.dividedBy(1_000),
});
const ofMeterMonth = ({ id, examine }: Check<Output>): Check<MeterMonthFigures> => ({
  id,
  examine: (month, bound) => examine(asOutput(month), bound),
});

const jump: Check<MeterMonthFigures> = {
  id: 'PLA-07',
  examine: ({ energyWh, previousEnergyWh }, bound) => {
    if (previousEnergyWh === undefined || !previousEnergyWh.greaterThan(0)) return undefined;
    const times = energyWh.dividedBy(previousEnergyWh);
    const most = bound('times');
    if (within(times, new Decimal(1).dividedBy(most), most)) return undefined;
    return finding(
      range(
        previousEnergyWh.dividedBy(most).dividedBy(1_000),
        previousEnergyWh.times(most).dividedBy(1_000),
        'kWh',
      ),
      `为上月的 ${shown(times, 2)} 倍`,
      `${shown(times, 2)} times the month before`,
    );
  },
};

const perKw = figures({ technology: oneOf(TECHNOLOGIES), capacityKw: decimal(), tPerYear: decimal() });
const reductionPerKw: Check<FigureOf<typeof perKw>> = {
  id: 'PLA-08',
  examine: ({ technology, capacityKw, tPerYear }, bound) => {
    const rate = over(tPerYear, capacityKw);
    const [low, high] = [bound(`${technology}.low`), bound(`${technology}.high`)];
    if (rate === undefined || within(rate, low, high)) return undefined;
    return finding(
      range(low, high, 't/kW'),
      `每千瓦年减排 ${shown(rate, 2)} 吨，超出该技术的合理范围`,
      `${shown(rate, 2)} t a kW and year is outside of what this technology does`,
    );
  },
};

const battery = figures({ cars: decimal(), energyKwh: decimal(), batteryKwh: optional(decimal()) });
const batteryPerCar: Check<FigureOf<typeof battery>> = {
  id: 'PLA-09',
  examine: ({ cars, energyKwh, batteryKwh }, bound) => {
    const each = over(energyKwh, cars);
    const most = batteryKwh ?? bound('mostKwhPerCar');
    if (each === undefined || each.lessThanOrEqualTo(most)) return undefined;
    return finding(
      `≤ ${shown(most)} kWh`,
      `每车 ${shown(each, 1)} 千瓦时，超过电池容量`,
      `${shown(each, 1)} kWh a car is more than its battery holds`,
    );
  },
};

const connected = figures({ installedKw: decimal(), connectedKw: decimal() });
const connectedWithinInstalled: Check<FigureOf<typeof connected>> = {
  id: 'PLA-10',
  examine: ({ installedKw, connectedKw }) =>
    connectedKw.greaterThan(installedKw)
      ? finding(
          `≤ ${shown(installedKw)} kW`,
          '并网容量大于装机容量',
          'more capacity is connected than is installed',
        )
      : undefined,
};

export const energyKinds = [
  kind({
    kind: 'certificate-offset',
    title: { zh: '绿证可抵消的排放量', en: 'What green certificates can offset' },
    figures: offset,
    checks: [certificateOffset],
  }),
  kind({
    kind: 'implied-factor',
    title: { zh: '减排量隐含的电力因子', en: 'The factor that a reduction implies' },
    figures: implied,
    checks: [impliedFactor],
  }),
  kind({
    kind: 'demand-per-minute',
    title: { zh: '全年与每分钟用电量', en: 'Demand of a year and of a minute' },
    figures: demand,
    checks: [demandPerMinute],
  }),
  kind({
    kind: 'generation',
    title: { zh: '一段时间的发电量', en: 'Energy generated in some hours' },
    figures: output,
    checks: [capacityFactor, nameplate, negative],
  }),
  kind({
    kind: 'meter-month',
    title: { zh: '电表一个月的电量', en: 'Energy of one meter and month' },
    figures: meterMonth,
    checks: [...[capacityFactor, nameplate, negative].map(ofMeterMonth), jump],
  }),
  kind({
    kind: 'reduction-per-kw',
    title: { zh: '每千瓦装机的年减排量', en: 'Yearly reduction of a kilowatt installed' },
    figures: perKw,
    checks: [reductionPerKw],
  }),
  kind({
    kind: 'battery-per-car',
    title: { zh: '每车充放电量', en: 'Battery energy a car' },
    figures: battery,
    checks: [batteryPerCar],
  }),
  kind({
    kind: 'installed-and-connected',
    title: { zh: '装机与并网容量', en: 'Capacity installed and connected' },
    figures: connected,
    checks: [connectedWithinInstalled],
  }),
];
