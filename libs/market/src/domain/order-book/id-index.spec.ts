import fc from 'fast-check';
import { IdIndex } from './id-index';
import { NO_SLOT, OrderTable } from './order-table';

/** Ids whose lower halves are equal stand in each other's way, and so do those of neighbouring places. */
const id = fc
  .tuple(fc.nat(12), fc.integer({ min: -3, max: 3 }))
  .map(([low, high]) => 987 * low + high * 2 ** 32);

it('finds every id that was added and not removed, however they stand in each other’s way', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 150, size: 'max' }), (touched) => {
      const table = new OrderTable();
      const index = new IdIndex(table);
      const plain = new Map<number, number>();
      for (const each of touched) {
        const known = plain.get(each);
        if (known === undefined) {
          const slot = table.write(
            { id: each, owner: 1, side: 'buy', price: 1, quantity: 1, goodTill: 0 },
            1,
          );
          index.add(each, slot);
          plain.set(each, slot);
        } else {
          index.remove(each, known);
          table.giveBack(known);
          plain.delete(each);
        }
        expect(index.size).toBe(plain.size);
        const wrong = touched.filter((asked) => index.find(asked) !== (plain.get(asked) ?? NO_SLOT));
        expect(wrong).toEqual([]);
      }
    }),
    { numRuns: 40 },
  );
});

it('grows with what it holds', () => {
  const table = new OrderTable();
  const index = new IdIndex(table);
  for (let each = 1; each <= 20_000; each++) {
    index.add(each, table.write({ id: each, owner: 1, side: 'sell', price: 1, quantity: 1, goodTill: 0 }, 1));
  }
  for (let each = 1; each <= 20_000; each++)
    if (table.id(index.find(each)) !== each) throw new Error(`${each}`);
  expect(index.find(20_001)).toBe(NO_SLOT);
  expect(index.size).toBe(20_000);
});
