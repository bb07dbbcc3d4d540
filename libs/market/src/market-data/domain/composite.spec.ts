import { releasedPacks } from '@carbon/rules/domain';
import { compositeOf } from './composite';
import { marketDataRules } from './market-data-rules';

const day = (instrument: string, closeFen: bigint | undefined, quantity: bigint, amountFen: bigint) => ({
  ...{ instrument, closeFen, quantity, amountFen },
});
const DAY = [
  day('CEA24', 7_000n, 100n, 700_000n),
  day('CEA25', 8_197n, 300n, 2_459_100n),
  day('CEA23', undefined, 0n, 0n),
];

describe('the composite of a market', () => {
  it('TRD-015 in 2026 it is the close of CEA25, for CEA25 alone weighs', () => {
    const rules = marketDataRules(releasedPacks, 'CN', '2026-03-02', '2026-03-02');
    expect(rules?.composite.code).toBe('COMCEA');
    expect(compositeOf(DAY, rules?.composite.weights).price).toEqual({ fen: 8_197n });
    expect(rules?.reference).toEqual({ id: 'market-data-cn', version: '2026.1', certainty: 'S' });
  });

  it('TRD-014 its sums are those of its components, those without weight too', () => {
    const { quantity, amountFen } = compositeOf(DAY, [{ instrument: 'CEA25', weight: '1' }]);
    expect([quantity, amountFen]).toEqual([400n, 3_159_100n]);
  });

  it('TRD-015 weights of several are a mean, half up to the fen', () => {
    const weights = [
      { instrument: 'CEA24', weight: '0.5' },
      { instrument: 'CEA25', weight: '0.5' },
      { instrument: 'CEA23', weight: '0' },
    ];
    expect(compositeOf(DAY, weights).price).toEqual({ fen: 7_599n });
  });

  it('TRD-015 without weights, or before the close, no price is made up', () => {
    const before = marketDataRules(releasedPacks, 'CN', '2026-03-02', '2024-03-01');
    expect(compositeOf(DAY, before?.composite.weights).price).toEqual({ missing: 'weights-unknown' });
    expect(compositeOf(DAY, [{ instrument: 'CEA23', weight: '1' }]).price).toEqual({
      missing: 'component-not-closed',
    });
  });

  it('TRD-014 methods have the codes of the public data; other markets have none', () => {
    expect(marketDataRules(releasedPacks, 'CN', '2026-03-02', '2026-03-02')?.codes).toEqual({
      ...{ listed: '10', block: '20', auction: '21' },
    });
    expect(marketDataRules(releasedPacks, 'SZ', '2026-03-02', '2026-03-02')).toBeUndefined();
  });
});
