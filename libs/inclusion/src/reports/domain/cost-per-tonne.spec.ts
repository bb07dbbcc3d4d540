import { costPerTonne, tonnesOf } from './cost-per-tonne';

describe('cost per tonne', () => {
  it('is whole fen, half a fen up', () => {
    expect(costPerTonne(100n, 1_000_000_000_000n)).toBe(100n);
    expect(costPerTonne(1n, 2_000_000_000_000n)).toBe(1n);
    expect(costPerTonne(1n, 3_000_000_000_000n)).toBe(0n);
    expect(costPerTonne(12_000n, 4_812_345_000_000n)).toBe(2_494n);
  });

  it('is nothing where nothing was reduced', () => {
    expect(costPerTonne(5n, 0n)).toBeNull();
    expect(costPerTonne(5n, -1n)).toBeNull();
  });

  it('tonnes have whole grams', () => {
    expect(tonnesOf(1_256_800_000n)).toBe('0.001256');
    expect(tonnesOf(4_812_345_999_999n)).toBe('4.812345');
  });
});
