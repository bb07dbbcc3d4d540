import { addYears } from './calendar-years';
import { judgeCreditingPeriod, judgeInsideCrediting, longestCreditingPeriod } from './crediting-period';
import { methodologyOn } from './methodologies/methodology-packs';
import { judgeReductionWindow, reductionWindow } from './reduction-window';
import { creditSchemeOn } from './schemes/credit-schemes';

const ccer = creditSchemeOn('CCER', '2026-11-21');
const park = creditSchemeOn('PHER-SIP', '2026-11-21');
const accepted = (from: string, to: string, appliedOn = '2026-11-21', scheme = ccer) =>
  judgeReductionWindow(scheme, { from, to } as never, appliedOn as never).length === 0;

describe('the window of reductions', () => {
  it('AC-82 CCR-006 an application of 21 Nov 2026: 2021-10 is too old, 2022-01 is accepted', () => {
    expect(accepted('2021-10-01', '2021-10-31')).toBe(false);
    expect(accepted('2022-01-01', '2022-01-31')).toBe(true);
  });

  it('CCR-006 a month that begins before the window is outside of it; days that are metered count from the day', () => {
    expect(accepted('2021-11-01', '2021-11-30')).toBe(false);
    expect(accepted('2021-11-20', '2021-12-31')).toBe(false);
    expect(accepted('2021-11-21', '2021-12-31')).toBe(true);
    expect(reductionWindow(ccer, '2026-11-21')).toEqual({ earliest: '2021-11-21', latest: '2026-11-20' });
  });

  it('CCR-006 produced after 22 Sep 2020: the day itself is not', () => {
    expect(accepted('2020-09-22', '2020-12-31', '2024-01-01')).toBe(false);
    expect(accepted('2020-09-23', '2020-12-31', '2024-01-01')).toBe(true);
    expect(reductionWindow(ccer, '2024-01-01').earliest).toBe('2020-09-23');
  });

  it('CCR-006 what is not produced yet, and a period that ends before it begins, are refused', () => {
    expect(accepted('2026-11-01', '2026-11-20')).toBe(true);
    expect(accepted('2026-11-01', '2026-11-21')).toBe(false);
    expect(accepted('2026-02-01', '2026-01-31')).toBe(false);
  });

  it('a scheme without a window takes old reductions', () => {
    expect(accepted('2015-01-01', '2015-12-31', '2026-11-21', park)).toBe(true);
    expect(reductionWindow(park, '2026-11-21').earliest).toBeUndefined();
  });

  it('years end with February where the day does not exist', () => {
    expect(addYears('2028-02-29', -5)).toBe('2023-02-28');
    expect(addYears('2028-02-29', -4)).toBe('2024-02-29');
    expect(addYears('2026-11-21', 10)).toBe('2036-11-21');
  });
});

describe('crediting periods', () => {
  const wind = methodologyOn('CCER-01-002-V01', '2026-11-21');
  const trees = methodologyOn('CCER-14-001-V01', '2026-11-21');
  const sound = (methodology: typeof wind, from: string, to: string, lifetime?: string) =>
    judgeCreditingPeriod(methodology, { from, to } as never, lifetime as never).length === 0;

  it('CCM-02 ten years to the day, inside the lifetime', () => {
    expect(sound(wind, '2021-03-01', '2031-02-28', '2045-12-31')).toBe(true);
    expect(sound(wind, '2021-03-01', '2031-03-01', '2045-12-31')).toBe(false);
    expect(sound(wind, '2021-03-01', '2031-02-28', '2031-02-27')).toBe(false);
    expect(sound(wind, '2021-03-01', '2031-02-28')).toBe(false);
    expect(sound(wind, '2021-03-01', '2021-02-28', '2045-12-31')).toBe(false);
    expect(longestCreditingPeriod(wind, '2021-03-01')).toEqual({ from: '2021-03-01', to: '2031-02-28' });
    expect(longestCreditingPeriod(wind, '2021-03-01', '2025-06-30')?.to).toBe('2025-06-30');
  });

  it('CCM-04 twenty to forty years', () => {
    expect(sound(trees, '2021-01-01', '2040-12-30', '2099-12-31')).toBe(false);
    expect(sound(trees, '2021-01-01', '2040-12-31', '2099-12-31')).toBe(true);
    expect(sound(trees, '2021-01-01', '2060-12-31', '2099-12-31')).toBe(true);
    expect(sound(trees, '2021-01-01', '2061-01-01', '2099-12-31')).toBe(false);
  });

  it('CCR-006 reductions lie inside, both ends included', () => {
    const crediting = { from: '2021-01-01', to: '2030-12-31' } as const;
    expect(judgeInsideCrediting(crediting, crediting)).toEqual([]);
    expect(judgeInsideCrediting({ ...crediting, from: '2020-12-31' }, crediting)[0]?.field).toBe(
      'reductionFrom',
    );
    expect(judgeInsideCrediting({ ...crediting, to: '2031-01-01' }, crediting)[0]?.field).toBe('reductionTo');
  });
});
