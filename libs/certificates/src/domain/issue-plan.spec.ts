import { wh } from './energy';
import { authoritative, type MeteredMonth, NEVER_ISSUED, planIssues } from './issue-plan';
import { gecPackAt } from './rules/gec';

const pack = gecPackAt('2026-03-01');
const reading = (
  month: MeteredMonth['month'],
  energyWh: bigint,
  reportedBy: MeteredMonth['reportedBy'] = 'grid-company',
) => ({ month, energyWh: wh(energyWh), reportedBy }) satisfies MeteredMonth;

describe('the plan of issues of a plant', () => {
  it('GEC-001 AC-90 each month takes over what the month before left', () => {
    const { issues, missing } = planIssues(
      NEVER_ISSUED,
      [
        reading('2025-02', 10_400_000n),
        reading('2025-01', 12_345_678_000n),
        reading('2025-03', 500_000n),
        reading('2025-04', 422_000n),
      ],
      pack,
    );
    expect(missing).toBeUndefined();
    expect(
      issues.map(({ issue, carriedInWh }) => [
        issue.month,
        carriedInWh,
        issue.certificates,
        issue.remainderWh,
      ]),
    ).toEqual([
      ['2025-01', 0n, 12_345n, 678_000n],
      ['2025-02', 678_000n, 11n, 78_000n],
      ['2025-03', 78_000n, 0n, 578_000n],
      ['2025-04', 578_000n, 1n, 0n],
    ]);
  });

  it('GEC-001 a month without data holds back the ones after it', () => {
    const plan = planIssues(NEVER_ISSUED, [reading('2025-01', 1n), reading('2025-03', 1n)], pack);
    expect(plan.issues.map(({ issue }) => issue.month)).toEqual(['2025-01']);
    expect(plan.missing).toBe('2025-02');
  });

  it('GEC-002 the grid company comes before the power exchange; the owner never issues', () => {
    const readings = [
      reading('2025-01', 3n, 'owner'),
      reading('2025-01', 2n, 'power-exchange'),
      reading('2025-01', 1n),
      reading('2025-02', 4n, 'power-exchange'),
      reading('2025-03', 5n, 'owner'),
    ];
    expect(authoritative(readings).map(({ energyWh }) => energyWh)).toEqual([1n, 4n]);
  });

  it('months up to the latest issued one are past', () => {
    const history = {
      lastMonth: '2025-02',
      carries: [
        {
          electricityClass: 'on-grid',
          carried: [{ month: '2025-02', fromWh: wh(0n), toWh: wh(9n) }],
          owedWh: wh(0n),
        },
      ],
    } as const;
    const { issues } = planIssues(history, [reading('2025-02', 7n), reading('2025-03', 1n)], pack);
    expect(issues.map(({ issue, carriedInWh }) => [issue.month, carriedInWh, issue.remainderWh])).toEqual([
      ['2025-03', 9n, 10n],
    ]);
  });
});
