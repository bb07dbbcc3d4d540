import { assert, bigInt, boolean, constantFrom, property, record, array } from 'fast-check';
import { blankYear, complianceLine, type ObligationYear } from './compliance-status';

const of = (year: number, over: Partial<ObligationYear> = {}): ObligationYear => ({
  ...blankYear('h', year),
  ...{ listed: 'listed', verified: true, dueT: 100n, surrenderedT: 100n },
  ...over,
});

describe('REG-011 status of compliance', () => {
  it('A when everything of all years is met, B when something is missing of any of them', () => {
    expect(complianceLine([of(2023), of(2024)]).status).toBe('A');
    expect(complianceLine([of(2023), of(2024, { surrenderedT: 99n })])).toMatchObject({
      ...{ status: 'B', shortfallT: 1n, earlierShortfallT: 0n },
    });
    // cumulative: an old debt stays
    expect(complianceLine([of(2023, { surrenderedT: 99n }), of(2024)])).toMatchObject({
      ...{ status: 'B', shortfallT: 0n, earlierShortfallT: 1n },
    });
    expect(complianceLine([of(2024, { surrenderedT: 95n, creditsT: 5n })]).status).toBe('A');
  });

  it('C while emissions of a year on the list are missing, before anything else', () => {
    const missing = { verified: false, dueT: 0n, surrenderedT: 0n };
    expect(complianceLine([of(2023, missing), of(2024, { surrenderedT: 0n })])).toMatchObject({
      ...{ status: 'C', missingYears: [2023] },
    });
    expect(complianceLine([of(2024, missing)])).toMatchObject({ status: 'C', shortfallT: 0n });
  });

  it('not applicable without list and emissions, excluded when taken off the list', () => {
    expect(complianceLine([blankYear('h', 2024)]).status).toBe('not-applicable');
    expect(complianceLine([{ ...blankYear('h', 2024), listed: 'removed' }]).status).toBe('excluded');
    // what was verified is due, list or no list
    expect(complianceLine([of(2024, { listed: 'removed', surrenderedT: 0n })]).status).toBe('B');
  });

  it('property: due + surplus = surrendered + credits + shortfall, and what is pending changes nothing', () => {
    const t = bigInt({ min: 0n, max: 1_000_000n });
    const year = record({
      ...{ dueT: t, surrenderedT: t, creditsT: t, pendingAllowancesT: t, pendingCreditsT: t },
      ...{ verified: boolean(), listed: constantFrom('listed', 'removed', 'never') },
    });
    assert(
      property(array(year, { minLength: 1, maxLength: 6 }), (years) => {
        const all = years.map((one, at) => of(2019 + at, one as Partial<ObligationYear>));
        const line = complianceLine(all);
        expect(line.dueT + line.surplusT).toBe(line.surrenderedT + line.creditsT + line.shortfallT);
        const nothingPending = { pendingAllowancesT: 0n, pendingCreditsT: 0n };
        expect(complianceLine(all.map((one) => ({ ...one, ...nothingPending })))).toEqual({
          ...line,
          ...nothingPending,
        });
      }),
    );
  });
});
