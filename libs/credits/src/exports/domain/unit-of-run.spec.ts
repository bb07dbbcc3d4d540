import { unitOfRun, type UnitFacts } from './unit-of-run';

const RUN: UnitFacts = {
  ...{ instrument: 'CCER-PJ000001-20240101-20241231', period: null, first: '1', last: '7719', country: 'CN' },
  ...{
    status: 'Retired',
    purpose: 'corporate-neutrality',
    vintage: null,
    declaration: null,
    adjustment: null,
  },
};

describe('SER-008 runs of the ledger as units of CAD Trust', () => {
  it('what is retired names its purpose as the reason, and counts its block', () => {
    expect(unitOfRun(RUN, 'https://carbon.example')).toEqual({
      ...{ unitBlockStart: '1', unitBlockEnd: '7719', unitCount: '7719', vintageYear: 2024 },
      ...{ unitType: 'Not Determined', unitStatus: 'Retired', unitStatusReason: 'corporate-neutrality' },
      unitRegistryLink: 'https://carbon.example/v1/instruments/CCER-PJ000001-20240101-20241231',
      correspondingAdjustmentDeclaration: 'Unknown',
      correspondingAdjustmentStatus: 'Not Applicable',
      countryJurisdictionOfOwner: 'CN',
    });
  });

  it('AC-150 what is retired without a purpose is refused', () => {
    expect(() => unitOfRun({ ...RUN, purpose: null }, 'https://carbon.example')).toThrow('unitStatusReason');
  });

  it('a corresponding adjustment is told as the other registry told it', () => {
    const foreign = {
      ...RUN,
      instrument: 'VCS:9660',
      vintage: '2019',
      declaration: 'committed',
      adjustment: 'not-started',
    };
    expect(unitOfRun(foreign, 'https://carbon.example')).toMatchObject({
      vintageYear: 2019,
      correspondingAdjustmentDeclaration: 'Committed',
      correspondingAdjustmentStatus: 'Not Started',
    });
  });
});
