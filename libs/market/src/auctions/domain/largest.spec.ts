import fc from 'fast-check';
import { withinLargest } from './largest';

const bid = (bidder: string, priceFen: bigint, quantity: bigint) => ({ bidder, priceFen, quantity });

it('TRD-001 of a bidder above the bound the best prices count, of equal ones the earlier', () => {
  const bids = [bid('A', 100n, 40n), bid('A', 120n, 40n), bid('B', 90n, 80n), bid('A', 100n, 40n)];
  expect(withinLargest(bids, 60n)).toEqual([bid('A', 100n, 20n), bid('A', 120n, 40n), bid('B', 90n, 60n)]);
});

it('TRD-001 nobody counts for more than the bound, nor for less than it where they bid as much', () => {
  const someBid = fc.record({
    bidder: fc.constantFrom('A', 'B', 'C'),
    priceFen: fc.bigInt(1n, 5n),
    quantity: fc.bigInt(1n, 30n),
  });
  const sumOf = (bids: readonly { bidder: string; quantity: bigint }[], bidder: string) =>
    bids.reduce((sum, one) => (one.bidder === bidder ? sum + one.quantity : sum), 0n);
  fc.assert(
    fc.property(fc.array(someBid, { maxLength: 20 }), fc.bigInt(1n, 60n), (bids, largest) => {
      const counted = withinLargest(bids, largest);
      for (const bidder of ['A', 'B', 'C']) {
        const asked = sumOf(bids, bidder);
        expect(sumOf(counted, bidder)).toBe(asked < largest ? asked : largest);
      }
    }),
  );
});
