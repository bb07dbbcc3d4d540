import { Refusal } from '@carbon/kernel';
import { judgeProject, judgeReductions, type ProjectStatement, type ReductionStatement } from './eligibility';
import { methodologyOn } from './methodologies/methodology-packs';
import { creditSchemeOn } from './schemes/credit-schemes';
import { refuseUnmet, type UnmetRule } from './unmet-rule';

const today = '2026-11-21';
const ccer = creditSchemeOn('CCER', today);
const park = creditSchemeOn('PHER-SIP', today);
const wind = methodologyOn('CCER-01-002-V01', today);
const afforestation = methodologyOn('CCER-14-001-V01', today);
const solar = methodologyOn('distributed-pv', today);

const km = (value: string) => ({ value, unit: 'km' });
const metres = (value: string) => ({ value, unit: 'm' });
const project: ProjectStatement = {
  owner: 'legal-person',
  startedOn: '2020-03-01',
  legallyRequired: false,
  coveredByEts: false,
  inOtherMechanism: false,
  crediting: { from: '2021-01-01', to: '2030-12-31' },
  lifetimeEndsOn: '2045-12-31',
  facts: { distanceKm: km('45'), depthM: metres('12') },
};
const told = (unmet: readonly UnmetRule[]) =>
  unmet.map(({ rule, field, unknown }) => `${rule} ${field}${unknown ? ' unknown' : ''}`);
const judged = (changes: Partial<ProjectStatement>, methodology = wind, scheme = ccer) =>
  told(judgeProject(scheme, methodology, { ...project, ...changes }).unmet);
function refusedWith(unmet: readonly UnmetRule[]): Refusal | undefined {
  try {
    refuseUnmet('CREDITS_REDUCTIONS_NOT_ELIGIBLE', unmet);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
const lacking = <T extends object>(whole: T, field: keyof T): T =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field)) as T;
const without = (field: keyof ProjectStatement) =>
  told(
    judgeProject(ccer, wind, { ...lacking(project, field), ...(field === 'facts' && { facts: {} }) }).unmet,
  );

describe('a project', () => {
  it('CCR-001 CCM-02 a deep-sea wind farm of 2020 is eligible, additionality waived', () => {
    expect(judgeProject(ccer, wind, project)).toEqual({ unmet: [], flags: [] });
  });

  it('AC-80 CCR-001 one built from 1 March 2012 is not; the day itself is not after it', () => {
    expect(judged({ startedOn: '2012-03-01' })).toEqual(['CCR-001 startedOn']);
    expect(judged({ startedOn: '2012-11-08' })).toEqual(['CCR-001 startedOn']);
    expect(judged({ startedOn: '2012-11-09' })).toEqual([]);
  });

  it.each([
    ['CCR-001 required by law', { legallyRequired: true }, 'CCR-001 legallyRequired'],
    ['CCR-001 under allowance management', { coveredByEts: true }, 'CCR-001 coveredByEts'],
    ['CCR-002 in another mechanism', { inOtherMechanism: true }, 'CCR-002 inOtherMechanism'],
    ['CCT-001 of a natural person', { owner: 'natural-person' }, 'CCT-001 owner'],
    [
      'CCM-02 near the shore in shallow water',
      { facts: { distanceKm: km('30'), depthM: metres('30') } },
      'CCM-02 deep-sea',
    ],
    [
      'CCM-02 credited for longer than ten years',
      { crediting: { from: '2021-01-01', to: '2031-01-01' } },
      'CCM-02 crediting',
    ],
    ['CCM-02 credited beyond its lifetime', { lifetimeEndsOn: '2029-12-31' }, 'CCM-02 crediting'],
  ] as const)('%s is not eligible', (_, changes, expected) => {
    expect(judged(changes)).toEqual([expected]);
  });

  it.each([
    ['owner', 'CCT-001 owner unknown'],
    ['startedOn', 'CCR-001 startedOn unknown'],
    ['legallyRequired', 'CCR-001 legallyRequired unknown'],
    ['coveredByEts', 'CCR-001 coveredByEts unknown'],
    ['inOtherMechanism', 'CCR-002 inOtherMechanism unknown'],
    ['crediting', 'CCM-02 crediting unknown'],
    ['lifetimeEndsOn', 'CCM-02 lifetimeEndsOn unknown'],
    ['facts', 'CCM-02 facts.distanceKm unknown'],
  ] as const)('what is not said of %s is not fulfilled', (field, expected) => {
    expect(without(field)).toEqual([expected]);
  });

  it('CCM-02 depth alone suffices; the distance alone too; unknown depth does not help a near site', () => {
    expect(judged({ facts: { depthM: metres('30.1') } })).toEqual([]);
    expect(judged({ facts: { distanceKm: km('30.1') } })).toEqual([]);
    expect(judged({ facts: { distanceKm: km('20') } })).toEqual(['CCM-02 facts.depthM unknown']);
    expect(judged({ facts: { distanceKm: { value: '45000', unit: 'm' } } })).toEqual([
      'CCM-02 facts.distanceKm unknown',
    ]);
  });

  it('CCR-001 a methodology whose text was not seen registers no CCER, and flags an inclusion project', () => {
    const trees: ProjectStatement = {
      ...project,
      crediting: { from: '2021-01-01', to: '2040-12-31' },
      facts: {
        annualRainfall: { value: '350', unit: 'mm' },
        parcelArea: { value: '1000', unit: 'm2' },
        yearsSinceForest: { value: '10', unit: 'year' },
      },
    };
    expect(told(judgeProject(ccer, afforestation, trees).unmet)).toEqual(['CCR-001 methodology']);
    const roof = { insidePark: true, distributed: true, outsideEtsBoundary: true };
    const onRoof = { ...project, facts: roof };
    expect(judgeProject(park, solar, onRoof).unmet).toEqual([]);
    expect(told(judgeProject(park, solar, onRoof).flags)).toEqual(['PHI-003 methodology']);
    expect(told(judgeProject(ccer, solar, onRoof).unmet)).toEqual([
      'CCR-001 methodology',
      'CCR-001 methodology',
    ]);
  });

  it.each([
    ['little rain', { annualRainfall: { value: '399.9', unit: 'mm' } }, []],
    ['a national ecological function area', { ecologicalFunctionArea: true }, []],
    ['public-benefit forest', { publicBenefitForest: true }, []],
    [
      'none of them',
      {
        annualRainfall: { value: '400', unit: 'mm' },
        ecologicalFunctionArea: false,
        publicBenefitForest: false,
      },
      ['CCM-04 additionality'],
    ],
    ['nothing known', {}, ['CCM-04 facts.annualRainfall unknown']],
  ] as const)('CCM-04 additionality of afforestation with %s', (_, facts, expected) => {
    const land = { parcelArea: { value: '400', unit: 'm2' }, yearsSinceForest: { value: '3', unit: 'year' } };
    const crediting = { from: '2021-01-01', to: '2040-12-31' } as const;
    const unmet = judged({ facts: { ...land, ...facts }, crediting }, afforestation);
    expect(unmet.filter((one) => one !== 'CCR-001 methodology')).toEqual(expected);
    expect(
      judged({ facts: { ...land, ...facts }, crediting, additionalityShown: true }, afforestation),
    ).toEqual(['CCR-001 methodology']);
  });
});

describe('reductions', () => {
  const reductions: ReductionStatement = {
    period: { from: '2022-01-01', to: '2022-12-31' },
    appliedOn: '2026-11-21',
    validator: 'A',
    verifier: 'B',
    verifiedT: 600_000n,
    appliedT: 600_000n,
  };
  const crediting = { from: '2021-01-01', to: '2030-12-31' } as const;
  const toldOf = (changes: Partial<ReductionStatement>, scheme = ccer) =>
    told(judgeReductions(scheme, { ...reductions, ...changes }, crediting));

  it('CCR-004 CCR-005 CCR-006 sound ones are accepted', () => {
    expect(toldOf({})).toEqual([]);
  });

  it('AC-84 CCR-004 verified 598,800 and applied for 600,000 is refused', () => {
    expect(toldOf({ verifiedT: 598_800n })).toEqual(['CCR-004 appliedT']);
  });

  it('CCR-005 the validator of a project may not verify its reductions', () => {
    expect(toldOf({ verifier: 'A' })).toEqual(['CCR-005 verifier']);
  });

  it('CCR-005 a validator or verifier that is not known is not another', () => {
    const unvalidated = lacking(reductions, 'validator');
    expect(told(judgeReductions(ccer, unvalidated, crediting))).toEqual(['CCR-005 validator unknown']);
    expect(told(judgeReductions(park, unvalidated, crediting))).toEqual([]);
    const unverified = lacking(reductions, 'verifier');
    expect(told(judgeReductions(park, unverified, crediting))).toEqual(['CCR-005 verifier unknown']);
  });

  it('AC-82 CCR-006 too old, before the crediting period, and after the application', () => {
    expect(toldOf({ period: { from: '2021-10-01', to: '2021-10-31' } })).toEqual(['CCR-006 reductionFrom']);
    expect(toldOf({ period: { from: '2022-01-01', to: '2022-01-31' } })).toEqual([]);
    expect(toldOf({ period: { from: '2026-11-01', to: '2026-11-21' } })).toEqual(['CCR-006 reductionTo']);
    const later = { from: '2023-01-01', to: '2030-12-31' } as const;
    expect(told(judgeReductions(ccer, reductions, later))).toEqual(['CCR-006 reductionFrom']);
  });

  it('all that is not met becomes one refusal in both languages', () => {
    const unmet = judgeReductions(ccer, { ...reductions, verifier: 'A', verifiedT: 1n }, crediting);
    const refusal = refusedWith(unmet);
    expect([refusal?.status, refusal?.rule]).toEqual([422, 'CCR-005']);
    expect(refusal?.fields.map(({ field, rule }) => `${rule} ${field}`)).toEqual([
      'CCR-005 verifier',
      'CCR-004 appliedT',
    ]);
    expect(refusal?.text.zh).toContain('；');
    expect(refusedWith([])).toBeUndefined();
  });
});
