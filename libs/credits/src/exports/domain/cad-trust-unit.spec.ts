import { type CadTrustUnit, requireCadTrustUnit } from './cad-trust-unit';

const HELD: CadTrustUnit = {
  ...{
    unitBlockStart: '1000',
    unitBlockEnd: '1010',
    unitCount: '11',
    vintageYear: 2024,
    unitType: 'Reduction - nature',
  },
  ...{ unitStatus: 'Held', unitRegistryLink: 'https://carbon.example', countryJurisdictionOfOwner: 'China' },
  ...{ correspondingAdjustmentDeclaration: 'Unknown', correspondingAdjustmentStatus: 'Not Applicable' },
};

describe('SER-008 a unit as CAD Trust exchanges it', () => {
  it('counts its block exactly: 1000 to 1010 are 11, and not 10 as in the published sample', () => {
    expect(requireCadTrustUnit(HELD)).toBe(HELD);
    expect(() => requireCadTrustUnit({ ...HELD, unitCount: '10' })).toThrow('unit.unitCount');
    expect(() => requireCadTrustUnit({ ...HELD, unitBlockEnd: '999', unitCount: '0' })).toThrow(
      'unit.unitCount',
    );
  });

  it.each(['Retired', 'Cancelled'] as const)('AC-150 %s without a reason is refused', (unitStatus) => {
    expect(() => requireCadTrustUnit({ ...HELD, unitStatus })).toThrow('unit.unitStatusReason');
    expect(() => requireCadTrustUnit({ ...HELD, unitStatus, unitStatusReason: ' ' })).toThrow(
      'unit.unitStatusReason',
    );
    expect(requireCadTrustUnit({ ...HELD, unitStatus, unitStatusReason: 'offset' }).unitStatus).toBe(
      unitStatus,
    );
  });
});
