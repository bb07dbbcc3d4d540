import { assert, bigInt, boolean, constantFrom, property, record, array } from 'fast-check';
import { releasedPacks } from '@carbon/rules/domain';
import { complianceRules, type OfferedUnits } from '../../domain/index';
import { judgeApplication } from './judge-application';

const rules = complianceRules(releasedPacks, 'CN', '2025-11-21');
const shenzhen = complianceRules(releasedPacks, 'SZ', '2025-11-21');
const cea = (quantity: bigint, instrument = 'CEA24'): OfferedUnits => ({
  kind: 'allowance',
  instrument,
  quantity,
});
const ccer = (quantity: bigint, coveredByEts = false): OfferedUnits => ({
  kind: 'credit',
  ...{ instrument: 'CCER-PJ000001', scheme: 'CCER', quantity, registeredOn: '2025-03-10', coveredByEts },
});
const judge = (dueT: bigint, earlier: OfferedUnits[], offered: OfferedUnits[]) =>
  judgeApplication(rules, { year: 2024, dueT, earlier }, { offered, on: '2025-11-21' });

describe('an application beside what was given before', () => {
  it('SUR-003 shares the limit of credits with all applications of the year', () => {
    const judged = judge(1_000n, [ccer(30n)], [ccer(21n)]);
    expect(judged).toMatchObject({ capT: 50n, capLeftT: 20n, openT: 970n, shortfallT: 950n });
    expect(judged.outcomes).toMatchObject([{ acceptedT: 20n, refusedT: 1n, reason: { rule: 'SUR-003' } }]);
  });

  it('SUR-002 credits do not push out allowances that were surrendered before', () => {
    const judged = judge(1_000n, [cea(990n)], [ccer(50n)]);
    expect(judged.outcomes).toMatchObject([{ acceptedT: 10n, refusedT: 40n, reason: { rule: 'SUR-002' } }]);
    expect(judged.shortfallT).toBe(0n);
  });

  it('what was given earlier keeps its room when the rules would not take it any more', () => {
    const judged = judge(1_000n, [ccer(30n, true)], [ccer(50n)]);
    expect(judged.outcomes).toMatchObject([{ acceptedT: 20n, reason: { rule: 'SUR-003' } }]);
  });

  it('RULES 1.9 Shenzhen takes 20 percent of what is missing beside the allocation; without one on file nothing', () => {
    const credits: OfferedUnits = { ...ccer(300n), kind: 'credit' };
    const offer = { offered: [credits], on: '2025-06-10' } as const;
    const standing = { year: 2024, dueT: 1_000n, earlier: [] };
    const known = judgeApplication(shenzhen, { ...standing, allocationT: 400n }, offer);
    expect(known).toMatchObject({ capT: 120n, outcomes: [{ acceptedT: 120n, refusedT: 180n }] });
    expect(judgeApplication(shenzhen, standing, offer)).toMatchObject({
      capT: 0n,
      outcomes: [{ acceptedT: 0n }],
    });
    // a surplus leaves nothing to offset
    const surplus = { ...standing, allocationT: 1_200n };
    expect(judgeApplication(shenzhen, surplus, offer)).toMatchObject({ capT: 0n, shortfallT: 1_000n });
  });

  it('property: due = given before + accepted + shortfall, and credits never pass five percent', () => {
    const quantity = bigInt({ min: 1n, max: 2_000n });
    const units = array(
      record({
        quantity,
        credit: boolean(),
        instrument: constantFrom('CEA', 'CEA21', 'CEA24', 'CEA25'),
        covered: boolean(),
      }),
      { maxLength: 5 },
    );
    assert(
      property(
        bigInt({ min: 0n, max: 5_000n }),
        array(units, { minLength: 1, maxLength: 6 }),
        (dueT, rounds) => {
          const given: OfferedUnits[] = [];
          for (const round of rounds) {
            const offered = round.map((one) =>
              one.credit ? ccer(one.quantity, one.covered) : cea(one.quantity, one.instrument),
            );
            const before = sum(given);
            const judged = judge(dueT, given, offered);
            const acceptedT = judged.outcomes.reduce((total, one) => total + one.acceptedT, 0n);
            expect(before + acceptedT + judged.shortfallT).toBe(dueT);
            judged.outcomes.forEach(({ acceptedT: taken, refusedT }, at) => {
              expect(taken + refusedT).toBe(offered[at]?.quantity);
              if (taken > 0n) given.push({ ...offered[at], quantity: taken } as OfferedUnits);
            });
            expect(sum(given.filter(({ kind }) => kind === 'credit'))).toBeLessThanOrEqual(
              (dueT * 5n) / 100n,
            );
          }
        },
      ),
    );
  });
});

const sum = (units: readonly OfferedUnits[]) => units.reduce((total, one) => total + one.quantity, 0n);
