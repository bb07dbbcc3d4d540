import { addMonths, type ChinaMonth } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import { forecastEmissions, type MeasuredMonth } from './forecast-emissions';
import { forecastSettings } from './forecast-settings';

const settings = forecastSettings(releasedPacks, '2026-11-21');
const START: ChinaMonth = '2023-01';
const SEASON = [1.3, 1.2, 1.1, 1, 0.9, 0.8, 0.8, 0.8, 0.9, 1, 1.1, 1.1];

const history = (months: number, tonnes: (at: number) => number): MeasuredMonth[] =>
  Array.from({ length: months }, (_, at) => ({ month: addMonths(START, at), tonnes: tonnes(at).toFixed(3) }));

describe('forecast of emissions', () => {
  it('finds the trend and the season of a series made of them, nearer than the naive guess', () => {
    const series = history(36, (at) => (1000 + 10 * at) * (SEASON[at % 12] ?? 1));
    const forecast = forecastEmissions(series, 12, settings);
    expect(forecast).toMatchObject({ method: 'seasonal-trend', comparison: { heldOutMonths: 6 } });
    const { comparison, months } = forecast ?? { months: [] };
    expect(Number(comparison?.seasonalTrendError)).toBeLessThan(Number(comparison?.naiveError) / 3);
    months.forEach(({ month, tonnes, low, high }, at) => {
      const truth = (1000 + 10 * (36 + at)) * (SEASON[at] ?? 1);
      expect(month).toBe(addMonths(START, 36 + at));
      expect(Math.abs(Number(tonnes) / truth - 1)).toBeLessThan(0.03);
      expect([Number(low) <= Number(tonnes), Number(tonnes) <= Number(high)]).toEqual([true, true]);
    });
  });

  it('says so when last year is nearer than its own line', () => {
    const series = history(36, (at) => (at < 30 ? 1000 + 50 * at : 1000 + 50 * (at - 12)));
    expect(forecastEmissions(series, 3, settings)).toMatchObject({
      method: 'same-month-last-year',
      comparison: { naiveError: '0.000' },
    });
  });

  it('states no interval and no comparison where too little is known, and nothing below a season', () => {
    const short = forecastEmissions(
      history(20, () => 7),
      2,
      settings,
    );
    expect(short).toEqual({
      method: 'same-month-last-year',
      months: [
        { month: '2024-09', tonnes: '7.000' },
        { month: '2024-10', tonnes: '7.000' },
      ],
      totalT: '14.000',
    });
    expect(
      forecastEmissions(
        history(11, () => 7),
        2,
        settings,
      ),
    ).toBeUndefined();
  });

  it('the same history gives the same digits, and no month is below zero', () => {
    const falling = history(40, (at) => Math.max(0, 400 - 12 * at) * (SEASON[at % 12] ?? 1));
    const once = forecastEmissions(falling, 12, settings);
    expect(forecastEmissions(falling, 12, settings)).toEqual(once);
    for (const { tonnes, low } of once?.months ?? []) {
      expect(Number(tonnes)).toBeGreaterThanOrEqual(0);
      expect(Number(low ?? '0')).toBeGreaterThanOrEqual(0);
    }
  });

  it('INV-10 its figures are data, and named as our own', () => {
    expect(settings.pack).toEqual({ id: 'group-forecast', version: '2026.1', certainty: 'X' });
  });
});
