import { Refusal } from '@carbon/kernel';
import { ccerEligibility } from './ccer-eligibility';
import { offshoreWindReduction } from './offshore-wind-reduction';

const context = { today: '2026-11-21' } as const;
const project = {
  startedOn: '2020-03-01',
  reductionFrom: '2022-01-01',
  reductionTo: '2022-01-31',
  appliedOn: '2026-11-21',
};
const judged = (changes: object) => {
  const { eligible, refusals } = ccerEligibility({ ...project, ...changes }, context);
  expect(eligible).toBe(refusals.length === 0);
  return refusals.map(({ rule, field }) => `${rule} ${field}`);
};
function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field, rule }) => `${field} ${rule}`);
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('calculator ccer-eligibility', () => {
  it('AC-80 CCR-001 a project built from 1 March 2012 is not eligible', () => {
    expect(judged({ startedOn: '2012-03-01' })).toEqual(['CCR-001 startedOn']);
  });

  it('AC-82 CCR-006 reductions of October 2021 are too old, of January 2022 accepted', () => {
    expect(judged({ reductionFrom: '2021-10-01', reductionTo: '2021-10-31' })).toEqual([
      'CCR-006 reductionFrom',
    ]);
    expect(judged({})).toEqual([]);
  });

  it('AC-84 CCR-004 verified and applied quantity must be equal', () => {
    expect(judged({ verifiedT: '598800', appliedT: '600000' })).toEqual(['CCR-004 appliedT']);
    expect(judged({ verifiedT: '600000', appliedT: '600000' })).toEqual([]);
    expect(judged({ verifiedT: '600000' })).toEqual(['CCR-004 appliedT']);
  });

  it('CCR-005 the same body may not validate and verify, and one alone is not enough', () => {
    expect(judged({ validator: 'A', verifier: 'A' })).toEqual(['CCR-005 verifier']);
    expect(judged({ validator: 'A', verifier: ' A ' })).toEqual(['CCR-005 verifier']);
    expect(judged({ validator: 'A', verifier: 'B' })).toEqual([]);
    expect(judged({ verifier: 'B' })).toEqual(['CCR-005 validator']);
  });

  it.each([
    [{ distanceKm: '30', depthM: '30' }, ['CCM-02 distanceKm']],
    [{ distanceKm: '30.001', depthM: '5' }, []],
    [{ distanceKm: '5', depthM: '31' }, []],
    [{ depthM: '31' }, []],
    [{ distanceKm: '30' }, ['CCM-02 depthM']],
    [{ depthM: '30' }, ['CCM-02 distanceKm']],
  ])('CCM-02 a site with %j: %j', (site, refusals) => {
    expect(judged(site)).toEqual(refusals);
  });

  it('what was not looked at is told', () => {
    expect(ccerEligibility(project, context)).toMatchObject({
      rules: ['CCR-001', 'CCR-006'],
      unjudged: [{ rule: 'CCM-02' }, { rule: 'CCR-005' }, { rule: 'CCR-004' }],
      pack: { certainty: 'F' },
    });
  });

  it('every fault is told at once', () => {
    expect(
      faultsOf(() =>
        ccerEligibility({ startedOn: 'x', distanceKm: 3, verifiedT: '1.5', validator: '' }, context),
      ),
    ).toEqual([
      'startedOn date',
      'reductionFrom required',
      'reductionTo required',
      'appliedOn required',
      'distanceKm decimal',
      'validator text',
      'verifiedT integer',
    ]);
    expect(() => ccerEligibility({ ...project, asOf: '2023-10-18' }, context)).toThrow('RULES_NO_PACK');
  });
});

describe('calculator offshore-wind-reduction', () => {
  const input = {
    exportMwh: '1000000',
    importMwh: '2000',
    efOm: '0.8',
    efBm: '0.4',
    weightOm: '0.75',
    weightBm: '0.25',
  };

  it('AC-86 CCM-03 an uncalibrated meter with 0.2 %: 998,000; 2,004; net 995,996', () => {
    expect(offshoreWindReduction({ ...input, meterErrorPercent: '0.2' }, context)).toMatchObject({
      creditedExportMwh: '998000',
      countedImportMwh: '2004',
      netMwh: '995996',
      reductionT: '697197',
    });
  });

  it('CCM-02 without a fault: net energy by the combined margin, floored', () => {
    expect(offshoreWindReduction({ ...input, exportMwh: '2001.9' }, context)).toMatchObject({
      netMwh: '1.9',
      combinedMargin: '0.7',
      exactT: '1.33',
      reductionT: '1',
    });
    expect(offshoreWindReduction({ ...input, exportMwh: '0' }, context)).toMatchObject({
      exactT: '-1400',
      reductionT: '0',
    });
  });

  it('every fault is told at its own field', () => {
    const faulty = { ...input, exportMwh: '1e6', importMwh: undefined };
    expect(faultsOf(() => offshoreWindReduction(faulty, context))).toEqual([
      'exportMwh decimal',
      'importMwh decimal',
    ]);
    const strange = { ...input, efOm: '2.1', meterErrorPercent: '101' };
    expect(faultsOf(() => offshoreWindReduction(strange, context))).toEqual([
      'efOm maximum',
      'meterErrorPercent maximum',
    ]);
    expect(faultsOf(() => offshoreWindReduction({ ...input, weightBm: '0.5' }, context))).toEqual([
      'weights condition',
    ]);
  });

  it('before the methodology was published it computes nothing', () => {
    expect(() => offshoreWindReduction({ ...input, asOf: '2023-10-23' }, context)).toThrow(
      'CREDITS_METHODOLOGY_NOT_IN_FORCE',
    );
  });
});
