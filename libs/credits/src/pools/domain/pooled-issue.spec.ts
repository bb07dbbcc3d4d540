import fc from 'fast-check';
import { type Brought, planPooledIssue } from './pooled-issue';
import { MICROGRAMS_PER_UNIT } from './rules/pooling';

const TONNE = MICROGRAMS_PER_UNIT.value;
const grams = (amount: number) => BigInt(amount) * 1_000_000n;
const brought = (member: string, verified: bigint, carriedIn = 0n): Brought => ({
  member,
  verified,
  carriedIn,
});

it('AC-116 1,250,000 g make one tonne; 250,000 g stay', () => {
  const { tonnes, remainder, parts } = planPooledIssue([brought('a', grams(1_250_000))], TONNE, null);
  expect([tonnes, remainder]).toEqual([1n, grams(250_000)]);
  expect(parts).toEqual([
    {
      member: 'a',
      carriedIn: 0n,
      verified: grams(1_250_000),
      own: 0n,
      issued: TONNE,
      carriedOut: grams(250_000),
    },
  ]);
});

it('CNV-002 less than a tonne makes no unit and stays whole, member by member', () => {
  const { tonnes, remainder, parts } = planPooledIssue(
    [brought('a', grams(400_000)), brought('b', grams(300_000))],
    TONNE,
    null,
  );
  expect([tonnes, remainder]).toEqual([0n, grams(700_000)]);
  expect(parts.map(({ issued, carriedOut }) => [issued, carriedOut])).toEqual([
    [0n, grams(400_000)],
    [0n, grams(300_000)],
  ]);
});

it('CNV-002 what was carried in comes before what is new, also of who has left', () => {
  const { tonnes, parts } = planPooledIssue(
    [brought('gone', 0n, grams(600_000)), brought('here', grams(400_000))],
    TONNE,
    null,
  );
  expect(tonnes).toBe(1n);
  expect(parts.map(({ issued }) => issued)).toEqual([grams(600_000), grams(400_000)]);
});

it('CNV-001 beyond the published limit the rest stays the member’s own', () => {
  const { tonnes, remainder, parts } = planPooledIssue(
    [brought('a', grams(1_500_000)), brought('b', grams(400_000))],
    TONNE,
    grams(700_000),
  );
  expect([tonnes, remainder]).toEqual([1n, grams(100_000)]);
  expect(parts.map(({ own }) => own)).toEqual([grams(800_000), 0n]);
});

it('CNV-002 over many periods not a microgram is lost or made', () => {
  const period = fc.array(fc.bigInt({ min: 0n, max: TONNE }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(period, { minLength: 1, maxLength: 8 }), (periods) => {
      let carried = new Map<string, bigint>();
      let [issued, verified] = [0n, 0n];
      for (const amounts of periods) {
        const list = amounts.map((amount, n) => brought(`m${n}`, amount, carried.get(`m${n}`)));
        const { tonnes, remainder, parts } = planPooledIssue(list, TONNE, null);
        for (const part of parts) {
          expect(part.carriedIn + part.verified).toBe(part.own + part.issued + part.carriedOut);
        }
        expect(parts.reduce((sum, part) => sum + part.issued, 0n)).toBe(tonnes * TONNE);
        expect(remainder < TONNE).toBe(true);
        carried = new Map(parts.map(({ member, carriedOut }) => [member, carriedOut]));
        issued += tonnes * TONNE;
        verified += amounts.reduce((sum, amount) => sum + amount, 0n);
      }
      expect(issued + [...carried.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(verified);
    }),
  );
});
