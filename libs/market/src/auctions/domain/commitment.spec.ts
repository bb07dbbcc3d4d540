import { createHash } from 'node:crypto';
import { canonicalBid, commitmentOf } from './commitment';

const bid = { auction: 'a-1', bid: 'b-1', priceFen: 5_010n, quantity: 100n };
const salt = Buffer.alloc(32, 7);

it('TRD-001 a bid commits to its price and quantity, as anybody can compute', () => {
  expect(canonicalBid(bid)).toBe('{"auction":"a-1","bid":"b-1","priceFen":"5010","quantity":"100"}');
  const byHand = createHash('sha256')
    .update(Buffer.concat([Buffer.from(canonicalBid(bid)), salt]))
    .digest();
  expect(commitmentOf(bid, salt)).toEqual(byHand);
});

it.each([
  [{ ...bid, priceFen: 5_011n }, salt],
  [{ ...bid, quantity: 101n }, salt],
  [{ ...bid, bid: 'b-2' }, salt],
  [{ ...bid, auction: 'a-2' }, salt],
  [bid, Buffer.alloc(32, 8)],
])('TRD-001 another bid, or another salt, is another commitment', (other, otherSalt) => {
  expect(commitmentOf(other, otherSalt)).not.toEqual(commitmentOf(bid, salt));
});
