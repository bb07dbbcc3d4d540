import { takeUnits } from './take-units';

const run = (first: bigint, last: bigint, instrument = 'A') => ({
  ...{ account: 'X', instrument, serials: { first, last } },
});

describe('units taken one for one', () => {
  it('CCR-012 takes runs in order, the last of them in part', () => {
    const { taken, quantity, missing } = takeUnits([run(1n, 10n), run(1n, 100n, 'B')], 15n);
    expect([quantity, missing]).toEqual([15n, 0n]);
    expect(taken).toEqual([run(1n, 10n), run(1n, 5n, 'B')]);
  });

  it('CCR-012 takes no more than there is, and tells what is missing', () => {
    expect(takeUnits([run(5n, 9n)], 8n)).toMatchObject({ quantity: 5n, missing: 3n });
    expect(takeUnits([], 8n)).toEqual({ taken: [], quantity: 0n, missing: 8n });
    expect(takeUnits([run(5n, 9n)], 0n)).toEqual({ taken: [], quantity: 0n, missing: 0n });
  });
});
