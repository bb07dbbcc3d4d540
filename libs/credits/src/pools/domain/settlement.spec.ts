import fc from 'fast-check';
import { settle } from './settlement';

it('PHI-005 the fee is rounded down, for the members; fee and lines sum to what the buyer paid', () => {
  const settled = settle({ proceedsFen: 10_001n, feeBasisPoints: 500n, sold: 3n }, [
    { member: 'a', left: 1n },
    { member: 'b', left: 2n },
  ]);
  expect([settled.feeFen, settled.netFen]).toEqual([500n, 9_501n]);
  expect(settled.lines).toEqual([
    { member: 'a', sold: 1n, fen: 3_167n },
    { member: 'b', sold: 2n, fen: 6_334n },
  ]);
});

it('sold in several sales, each member has in the end sold exactly what was issued of it', () => {
  const parts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 2, maxLength: 40 });
  const sales = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, sales, fc.bigInt({ min: 0n, max: 10n ** 10n }), (issued, percents, proceedsFen) => {
      const left = new Map(issued.map((amount, n) => [`m${n}`, amount]));
      const rest = () => [...left.values()].reduce((sum, amount) => sum + amount, 0n);
      for (const percent of [...percents, 100]) {
        const sold = (rest() * BigInt(percent)) / 100n;
        if (sold === 0n) continue;
        const members = [...left].map(([member, amount]) => ({ member, left: amount }));
        const { feeFen, lines } = settle({ proceedsFen, feeBasisPoints: 333n, sold }, members);
        expect(lines.reduce((sum, { fen }) => sum + fen, feeFen)).toBe(proceedsFen);
        for (const line of lines) {
          const before = left.get(line.member) ?? 0n;
          expect(line.sold <= before).toBe(true);
          left.set(line.member, before - line.sold);
        }
      }
      expect(rest()).toBe(0n);
    }),
  );
});
