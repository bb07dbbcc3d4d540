import fc from 'fast-check';
import { MAX_TICK } from './order';
import { PriceSet } from './price-set';

const price = fc.oneof(
  fc.integer({ min: 1, max: 70 }),
  fc.integer({ min: 1, max: MAX_TICK }),
  fc.integer({ min: 0, max: 30 }).map((bits) => 2 ** bits),
  fc.constant(MAX_TICK),
);

it('knows the nearest price below, whatever came and went', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), price), { maxLength: 80 }), price, (changes, asked) => {
      const set = new PriceSet();
      const plain = new Set<number>();
      for (const [comes, each] of changes) {
        set[comes ? 'add' : 'delete'](each);
        plain[comes ? 'add' : 'delete'](each);
      }
      for (const wanted of [asked, ...plain]) {
        const below = [...plain].filter((each) => each < wanted);
        expect(set.below(wanted)).toBe(below.length === 0 ? undefined : Math.max(...below));
      }
    }),
    { numRuns: 1_000 },
  );
});
