import { type Neutrality, requireCovered, tonnesToCover } from './neutrality';

const claim = (scope1: string, scope2: string, scope3: string): Neutrality => ({
  ...{ scope1, scope2, scope3, boundary: '园区', standard: 'ISO 14064-1' },
  ...{ certifier: '示例认证', certificateNumber: null },
});

describe('S14 a claim of neutrality', () => {
  it('needs whole tonnes upwards of the exact sum', () => {
    expect(tonnesToCover(claim('1200.5', '6000.25', '517.75'))).toBe(7719n);
    expect(tonnesToCover(claim('1200.5', '6000.25', '518.250001'))).toBe(7720n);
    expect(tonnesToCover(claim('0.1', '0.2', '0.7'))).toBe(1n);
    expect(tonnesToCover(claim('0.000001', '0', '0'))).toBe(1n);
  });

  it('is refused when one tonne is missing', () => {
    expect(() => requireCovered(claim('7719', '0', '0'), 7719n)).not.toThrow();
    expect(() => requireCovered(claim('7719', '0', '0'), 7718n)).toThrow('RETIREMENT_INVENTORY_NOT_COVERED');
  });

  it('is refused without emissions, and for what are no tonnes', () => {
    expect(() => tonnesToCover(claim('0', '0', '0.0'))).toThrow('INPUT_MALFORMED');
    expect(() => tonnesToCover(claim('-1', '2', '0'))).toThrow('INPUT_MALFORMED');
    expect(() => tonnesToCover(claim('1e3', '2', '0'))).toThrow('INPUT_MALFORMED');
  });
});
