import fc from 'fast-check';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { isTradingAccountNumber, tradingAccountNumber } from './trading-account-number';

describe('numbers of trading accounts', () => {
  it('REG-014 name the market and carry two check digits', () => {
    expect(tradingAccountNumber('CN', 42)).toMatch(/^TA-CN-000042-\d{2}$/);
    expect(isTradingAccountNumber(tradingAccountNumber('CCER', 7))).toBe(true);
    expect(isTradingAccountNumber('TA-CN-42-17')).toBe(false);
  });

  it('one wrong digit, or another market, is noticed', () => {
    const id = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(
        fc.constantFrom(...TRADING_MARKETS),
        id,
        fc.nat(5),
        fc.integer({ min: 1, max: 9 }),
        (market, number, at, by) => {
          const right = tradingAccountNumber(market, number);
          const place = right.length - 9 + at;
          const wrong = (Number(right[place]) + by) % 10;
          expect(isTradingAccountNumber(right)).toBe(true);
          expect(isTradingAccountNumber(`${right.slice(0, place)}${wrong}${right.slice(place + 1)}`)).toBe(
            false,
          );
          expect(
            isTradingAccountNumber(right.replace(`-${market}-`, market === 'SZ' ? '-SH-' : '-SZ-')),
          ).toBe(false);
        },
      ),
    );
  });
});
