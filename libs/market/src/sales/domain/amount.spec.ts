import { MAX_QUANTITY, Refusal } from '@carbon/kernel';
import fc from 'fast-check';
import { amountOf } from './amount';

describe('the amount of a sale', () => {
  it('is exact for what no float holds', () => {
    expect(amountOf(3n, 3_002_399_751_580_331n)).toBe(9_007_199_254_740_993n);
  });

  it('the largest that the ledger holds is taken, one fen more is refused', () => {
    expect(amountOf(1n, MAX_QUANTITY)).toBe(MAX_QUANTITY);
    expect(() => amountOf(2n, MAX_QUANTITY / 2n + 1n)).toThrow(Refusal);
    expect(() => amountOf(MAX_QUANTITY, MAX_QUANTITY)).toThrow('MARKET_AMOUNT_TOO_LARGE');
  });

  it('either fits into the ledger or is refused', () => {
    const units = fc.bigInt({ min: 1n, max: MAX_QUANTITY });
    fc.assert(
      fc.property(units, units, (quantity, price) => {
        const fits = quantity <= MAX_QUANTITY / price;
        if (fits) expect(amountOf(quantity, price)).toBe(quantity * price);
        else expect(() => amountOf(quantity, price)).toThrow(Refusal);
      }),
    );
  });
});
