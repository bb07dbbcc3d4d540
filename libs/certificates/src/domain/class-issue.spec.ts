import fc from 'fast-check';
import { certificatesOfMonths, issueByClass } from './class-issue';
import { planCorrection } from './correction';
import { type EnergySplit, stretchesOf } from './energy-split';
import { wh } from './energy';
import { NEVER_ISSUED, planIssues } from './issue-plan';
import { gecPackAt } from './rules/gec';
import { energyOf, type SourceRange } from './source-ranges';

const pack = gecPackAt('2026-03-01');
const MWH = 1_000_000n;
const part = fc.bigInt({ min: 0n, max: 5n * MWH });
const months = fc.array(fc.tuple(part, part, part, part, part, part), { minLength: 1, maxLength: 6 });

function readings(list: readonly (readonly bigint[])[]) {
  return list.map(([rest = 0n, priced = 0n, agency = 0n, own = 0n, off = 0n, storage = 0n], at) => {
    const split: EnergySplit = {
      priceSettledWh: wh(priced),
      gridAgencyWh: wh(agency),
      selfUseWh: wh(own),
      offGridWh: wh(off),
      storageWh: wh(storage),
    };
    const energyWh = wh(rest + priced + agency + own + off + storage);
    return {
      month: `2025-0${at + 1}` as `2025-${number}`,
      reportedBy: 'grid-company' as const,
      energyWh,
      split,
    };
  });
}

describe('issuing by class', () => {
  it('GEC-001 no Wh is lost or used twice, whatever the classes: certificates, withheld and what is left are all', () => {
    fc.assert(
      fc.property(months, (list) => {
        const reported = readings(list);
        const { issues } = planIssues(NEVER_ISSUED, reported, pack);
        const ranges: SourceRange[] = [
          ...issues.flatMap(({ issue, withheld }) => [...issue.consumed, ...withheld]),
          ...issues.at(-1)!.issue.carried,
        ];
        for (const { month, energyWh } of reported) {
          const own = ranges
            .filter((range) => range.month === month)
            .sort((a, b) => (a.fromWh < b.fromWh ? -1 : 1));
          let end = 0n;
          for (const range of own) {
            expect(range.fromWh).toBe(end);
            end = range.toWh;
          }
          expect(end).toBe(energyWh);
        }
        for (const { issue } of issues) expect(energyOf(issue.consumed)).toBe(issue.certificates * MWH);
      }),
    );
  });

  it('GEC-001 no class has a whole certificate left, and no energy changes class', () => {
    fc.assert(
      fc.property(months, (list) => {
        const reported = readings(list);
        const { issues } = planIssues(NEVER_ISSUED, reported, pack);
        const classOf = (month: string, at: bigint) => {
          const meter = reported.find((each) => each.month === month)!;
          return stretchesOf(meter.energyWh, meter.split, 'on-grid').find(
            ({ fromWh, toWh }) => fromWh <= at && at < toWh,
          )?.goes;
        };
        for (const { lots } of issues) {
          for (const { electricityClass, issue } of lots) {
            expect(issue.remainderWh < MWH).toBe(true);
            for (const { month, fromWh, toWh } of issue.consumed) {
              expect(classOf(month, fromWh)).toBe(electricityClass);
              expect(classOf(month, toWh - 1n)).toBe(electricityClass);
            }
          }
        }
      }),
    );
  });

  it('a correction downwards is made up for by later energy before anything is issued', () => {
    const owed = { electricityClass: 'on-grid', added: undefined, owedWh: wh(2_500_000n) } as const;
    const month = (energyWh: bigint) => ({
      month: '2025-02' as const,
      stretches: stretchesOf(wh(energyWh), { ...readings([[0n]])[0]!.split }, 'on-grid'),
      carries: [],
      corrections: [owed],
      taken: [],
    });
    const [short] = issueByClass(month(2_000_000n), pack);
    expect([short!.issue.certificates, short!.owedWh]).toEqual([0n, 500_000n]);
    const [enough] = issueByClass(month(4_750_000n), pack);
    expect([enough!.issue.certificates, enough!.issue.remainderWh, enough!.owedWh]).toEqual([
      2n,
      250_000n,
      0n,
    ]);
    expect(enough!.withheld).toEqual([
      { month: '2025-02', fromWh: 0n, toWh: 2_500_000n, reason: 'correction' },
    ]);
  });

  it('EXC-003 a certificate that holds a single Wh of a reserved month is held back', () => {
    const consumed = [
      { month: '2025-01', fromWh: wh(0n), toWh: wh(1_999_999n) },
      { month: '2025-02', fromWh: wh(0n), toWh: wh(1_000_001n) },
      { month: '2025-03', fromWh: wh(0n), toWh: wh(2n * MWH) },
    ] as const;
    const found = certificatesOfMonths(
      { consumed, whPerCertificate: wh(MWH) },
      (month) => month === '2025-02',
    );
    expect(found).toEqual([{ first: 1n, last: 2n }]);
  });
});

describe('a later figure of an issued month', () => {
  const figure = {
    month: '2025-01',
    topWh: wh(9_000_000n),
    whPerCertificate: wh(MWH),
    cancellable: 0n,
  } as const;

  it('more energy is a new stretch behind all that was counted', () => {
    expect(planCorrection({ ...figure, countedWh: wh(7_000_000n), figureWh: wh(7_000_003n) })).toEqual({
      added: { month: '2025-01', fromWh: 9_000_000n, toWh: 9_000_003n },
      ...{ cancelled: 0n, owedWh: 0n },
    });
  });

  it('less energy cancels one for one what may be cancelled; the rest is owed, to the Wh', () => {
    fc.assert(
      fc.property(part, part, fc.bigInt({ min: 0n, max: 6n }), (one, other, cancellable) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        const plan = planCorrection({ ...figure, countedWh: wh(more), figureWh: wh(less), cancellable });
        expect(plan.cancelled <= cancellable).toBe(true);
        expect(plan.cancelled * MWH + plan.owedWh).toBe(more - less);
      }),
    );
  });
});
