import { emitterRules } from './emitter-rules';
import type { PowerFacts } from './facility';
import { classOfUnit, leastFavourable } from './unit-class';

const { unitClass, leastFavourableFirst } = emitterRules('2026-03-02', '2024-06-30');
if (unitClass === undefined || leastFavourableFirst === undefined) throw new Error('no rule');
const rule = unitClass.value;
const coal = (over: Partial<PowerFacts>): PowerFacts => ({ mainFuel: 'coal', ratedMw: '600', ...over });

describe('ALC-006 classes of units', () => {
  it.each([
    ['400', 'I'],
    ['399.999', 'II'],
    ['1000', 'I'],
    ['25', 'II'],
  ])('conventional coal of %s MW is %s', (ratedMw, expected) => {
    expect(classOfUnit(rule, coal({ ratedMw }))).toBe(expected);
  });

  it.each([
    ['50', 'I'],
    ['50.01', 'III'],
  ])('unconventional coal for %s percent of the heat is %s', (unconventionalHeatPercent, expected) => {
    expect(classOfUnit(rule, coal({ unconventionalHeatPercent }))).toBe(expected);
  });

  it('a circulating fluidised bed is III whatever it burns', () => {
    expect(classOfUnit(rule, coal({ circulatingFluidisedBed: true }))).toBe('III');
  });

  it.each([
    ['10', 'IV'],
    ['10.001', undefined],
    [undefined, 'IV'],
  ])('gas with %s percent of other fuel is %s', (otherFuelHeatPercent, expected) => {
    const facts: PowerFacts = {
      mainFuel: 'gas',
      ratedMw: '400',
      ...(otherFuelHeatPercent === undefined ? {} : { otherFuelHeatPercent }),
    };
    expect(classOfUnit(rule, facts)).toBe(expected);
  });

  it('merged reporting takes the least favourable class', () => {
    expect(leastFavourable(leastFavourableFirst.value, ['III', 'I'])).toBe('I');
    expect(leastFavourable(leastFavourableFirst.value, ['II', 'III'])).toBe('II');
    expect(leastFavourable(leastFavourableFirst.value, ['I', 'IV'])).toBe('IV');
    expect(leastFavourable(leastFavourableFirst.value, [])).toBeUndefined();
  });

  it('years before the rule have no figure', () => {
    expect(emitterRules('2026-03-02', '2022-12-31').unitClass).toBeUndefined();
  });
});
