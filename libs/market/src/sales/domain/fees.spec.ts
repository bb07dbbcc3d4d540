import { feesOf } from './fees';
import { marketPackAt } from './rules/market-rules';

const pack = marketPackAt('2026-03-02');
const charging = (seller: bigint, buyer: bigint) => ({
  sellerFeeBasisPoints: { ...pack.sellerFeeBasisPoints, value: seller },
  buyerFeeBasisPoints: { ...pack.buyerFeeBasisPoints, value: buyer },
});

it('TRD-001 nothing is charged by the pack in force', () => {
  expect(feesOf(1_000_000n, pack)).toEqual({ seller: 0n, buyer: 0n });
});

it('TRD-001 a fee is rounded down to the fen', () => {
  expect(feesOf(9_999n, charging(1n, 25n))).toEqual({ seller: 0n, buyer: 24n });
  expect(feesOf(10_000n, charging(1n, 25n))).toEqual({ seller: 1n, buyer: 25n });
});

it('INV-10 every figure names its rule, source and certainty', () => {
  for (const figure of [pack.sellerFeeBasisPoints, pack.buyerFeeBasisPoints, pack.longestOfferDays])
    expect(figure).toMatchObject({ rules: ['TRD-001'], certainty: 'X' });
  expect(pack).toMatchObject({ id: 'market-sales', version: '2026.1', certainty: 'X' });
});
