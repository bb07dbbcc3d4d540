import { addMonths, type ChinaMonth } from '@carbon/kernel';
import fc from 'fast-check';
import { formatMwh, parseMwh, wh } from './energy';
import {
  energyOf,
  issueMonth,
  type MonthlyIssue,
  type SourceRange,
  sourceOfSerial,
  sourceOfSerials,
} from './monthly-issue';
import { gecPackAt } from './rules/gec';

const pack = gecPackAt('2025-06-01');
const MWH = 1_000_000n;
const range = (month: ChinaMonth, from: bigint, to: bigint): SourceRange => ({
  month,
  fromWh: wh(from),
  toWh: wh(to),
});

/** Issues month after month from 2025-01, each with what the one before carried. */
function issueAll(energiesWh: readonly bigint[]): MonthlyIssue[] {
  const issues: MonthlyIssue[] = [];
  energiesWh.forEach((energy, index) => {
    const carried = issues.at(-1)?.carried ?? [];
    issues.push(issueMonth({ month: addMonths('2025-01', index), energyWh: wh(energy), carried }, pack));
  });
  return issues;
}

describe('monthly issue', () => {
  it('GEC-001 the remainder below one MWh carries to the next month (AC-90)', () => {
    const issues = issueAll(['12345.678', '10.400', '0.500', '0.422'].map((text) => parseMwh(text)));
    expect(issues.map((issue) => issue.certificates)).toEqual([12_345n, 11n, 0n, 1n]);
    expect(issues.map((issue) => formatMwh(issue.remainderWh))).toEqual(['0.678', '0.078', '0.578', '0']);
  });

  it('GEC-001 certificates consume the tail of the earlier month before the head of the new one', () => {
    const [, february] = issueAll([1_600_000n, 900_000n]);
    expect(february!.consumed).toEqual([range('2025-01', MWH, 1_600_000n), range('2025-02', 0n, 400_000n)]);
    expect(february!.carried).toEqual([range('2025-02', 400_000n, 900_000n)]);
  });

  it('GEC-001 energy of months too small for a certificate waits behind the older', () => {
    const issues = issueAll([300_000n, 300_000n, 500_000n]);
    expect(issues[1]!.carried).toEqual([range('2025-01', 0n, 300_000n), range('2025-02', 0n, 300_000n)]);
    expect(sourceOfSerial(issues[2]!, 0n)).toEqual([
      range('2025-01', 0n, 300_000n),
      range('2025-02', 0n, 300_000n),
      range('2025-03', 0n, 400_000n),
    ]);
  });

  it('GEC-001 exactly one MWh is one certificate, one Wh less is none', () => {
    expect(issueAll([MWH])[0]).toMatchObject({ certificates: 1n, carried: [], remainderWh: 0n });
    expect(issueAll([MWH - 1n])[0]).toMatchObject({ certificates: 0n, consumed: [], remainderWh: MWH - 1n });
  });

  it('GEC-001 a month without energy issues nothing and keeps what is carried', () => {
    const issues = issueAll([400_000n, 0n]);
    expect(issues[1]).toMatchObject({ certificates: 0n, carried: [range('2025-01', 0n, 400_000n)] });
  });

  it('GEC-001 a month that is not after the carried ones is refused', () => {
    const carried = [range('2025-02', 0n, 5n)];
    for (const month of ['2025-01', '2025-02'] as const) {
      expect(() => issueMonth({ month, energyWh: wh(MWH), carried }, pack)).toThrow('GEC_MONTH_OUT_OF_ORDER');
    }
  });

  it.each([
    ['a whole certificate', [range('2025-01', 0n, MWH)]],
    ['an empty range', [range('2025-01', 5n, 5n)]],
    ['a range turned round', [range('2025-01', 6n, 5n)]],
    ['two ranges of one month', [range('2025-01', 0n, 5n), range('2025-01', 0n, 5n)]],
    ['months out of order', [range('2025-02', 0n, 5n), range('2025-01', 0n, 5n)]],
    ['a younger month without its head', [range('2025-01', 0n, 5n), range('2025-02', 1n, 5n)]],
  ])('GEC-001 %s cannot have been carried', (_, carried) => {
    expect(() => issueMonth({ month: '2025-03', energyWh: wh(0n), carried }, pack)).toThrow(RangeError);
  });

  it('GEC-001 a block of certificates has the joined energy of its certificates', () => {
    const issue = issueAll([1_600_000n, 2_900_000n])[1]!;
    expect(sourceOfSerials(issue, 0n, 2n)).toEqual([
      range('2025-01', MWH, 1_600_000n),
      range('2025-02', 0n, 1_400_000n),
    ]);
    expect(sourceOfSerials(issue, 0n, 3n)).toEqual(issue.consumed);
  });

  it('a certificate that the issue does not have has no source', () => {
    const issue = issueAll([2n * MWH])[0]!;
    for (const [first, count] of [
      [-1n, 1n],
      [2n, 1n],
      [0n, 3n],
      [0n, 0n],
    ] as const) {
      expect(() => sourceOfSerials(issue, first, count)).toThrow(RangeError);
    }
  });
});

describe('monthly issue, whatever the energies', () => {
  const energies = fc.array(
    fc.oneof(
      fc.bigInt({ min: 0n, max: 3n * MWH }),
      fc.bigInt({ min: 0n, max: 400_000n }),
      fc.bigInt({ min: 0n, max: 40_000_000_000n }),
      fc.constantFrom(0n, MWH, MWH - 1n, MWH + 1n),
    ),
    { minLength: 1, maxLength: 36 },
  );

  it('GEC-001 nothing is lost: certificates and the last remainder are the energy', () => {
    fc.assert(
      fc.property(energies, (list) => {
        const issues = issueAll(list);
        const issued = issues.reduce((sum, issue) => sum + issue.certificates, 0n);
        const total = list.reduce((sum, energy) => sum + energy, 0n);
        expect(issued * MWH + issues.at(-1)!.remainderWh).toBe(total);
        for (const issue of issues) expect(issue.remainderWh < MWH).toBe(true);
      }),
    );
  });

  it('INV-04 nothing is used twice: the ranges cover each month once, from zero to its energy', () => {
    fc.assert(
      fc.property(energies, (list) => {
        const issues = issueAll(list);
        const ranges = [...issues.flatMap((issue) => issue.consumed), ...issues.at(-1)!.carried];
        list.forEach((energy, index) => {
          const month = addMonths('2025-01', index);
          let end = 0n;
          for (const part of ranges.filter((candidate) => candidate.month === month)) {
            expect(part.fromWh).toBe(end);
            expect(part.toWh > part.fromWh).toBe(true);
            end = part.toWh;
          }
          expect(end).toBe(energy);
        });
      }),
    );
  });

  it('GEC-001 every certificate stands for exactly one MWh, and together they are what was consumed', () => {
    const small = fc.array(fc.bigInt({ min: 0n, max: 5n * MWH }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(small, (list) => {
        for (const issue of issueAll(list)) {
          const joined: SourceRange[] = [];
          for (let offset = 0n; offset < issue.certificates; offset += 1n) {
            const source = sourceOfSerial(issue, offset);
            expect(energyOf(source)).toBe(MWH);
            for (const part of source) {
              const last = joined.at(-1);
              if (last?.month === part.month && last.toWh === part.fromWh) {
                joined[joined.length - 1] = { ...last, toWh: part.toWh };
              } else joined.push(part);
            }
          }
          expect(joined).toEqual(issue.consumed);
        }
      }),
    );
  });

  it('GEC-001 cutting a month in two changes no total', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 90n * MWH }),
        fc.bigInt({ min: 0n, max: 90n * MWH }),
        (one, two) => {
          const apart = issueAll([one, two]);
          const together = issueAll([one + two])[0]!;
          expect(apart[0]!.certificates + apart[1]!.certificates).toBe(together.certificates);
          expect(apart[1]!.remainderWh).toBe(together.remainderWh);
        },
      ),
    );
  });
});
