import { feesOf } from './fees';
import { marketPackAt, marketPacks } from './rules/market-rules';

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

it('every figure names its source and certainty', () => {
  for (const { sellerFeeBasisPoints, buyerFeeBasisPoints, longestOfferDays } of marketPacks) {
    for (const figure of [sellerFeeBasisPoints, buyerFeeBasisPoints, longestOfferDays]) {
      expect(figure).toMatchObject({ rule: 'TRD-001', source: 'own design', certainty: 'X' });
    }
  }
});
