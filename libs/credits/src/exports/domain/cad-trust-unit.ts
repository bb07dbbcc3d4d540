import { fault, type FieldFault, malformed } from '@carbon/kernel';

/** Where a unit is, in the words of the CAD Trust data model. */
export const UNIT_STATUSES = ['Held', 'Retired', 'Cancelled', 'Expired'] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

/** SER-008: whether the host country has committed to adjust for a unit, and how far that is. */
export const ADJUSTMENT_DECLARATIONS = ['Committed', 'Not Required', 'Unknown'] as const;
export const ADJUSTMENT_STATUSES = ['Not Applicable', 'Not Started', 'Pending', 'Completed'] as const;

/** A block of units as CAD Trust exchanges them (SER-008). */
export interface CadTrustUnit {
  readonly unitBlockStart: string;
  readonly unitBlockEnd: string;
  readonly unitCount: string;
  readonly vintageYear: number;
  readonly unitType: string;
  readonly unitStatus: UnitStatus;
  /** Required of what is retired or cancelled. */
  readonly unitStatusReason?: string;
  readonly unitRegistryLink: string;
  readonly correspondingAdjustmentDeclaration: (typeof ADJUSTMENT_DECLARATIONS)[number];
  readonly correspondingAdjustmentStatus: (typeof ADJUSTMENT_STATUSES)[number];
  readonly countryJurisdictionOfOwner: string;
}

/**
 * SER-008 as the law of the field has it, with the count that its own sample data get wrong: end − start + 1.
 * @throws Refusal INPUT_MALFORMED naming every field that is wrong
 */
export function requireCadTrustUnit(unit: CadTrustUnit, field = 'unit'): CadTrustUnit {
  const faults: FieldFault[] = [];
  const [start, end] = [BigInt(unit.unitBlockStart), BigInt(unit.unitBlockEnd)];
  if (end < start || BigInt(unit.unitCount) !== end - start + 1n) {
    faults.push(
      fault(`${field}.unitCount`, 'SER-008', 'must be end − start + 1', '应为 终止编号 − 起始编号 + 1'),
    );
  }
  const ended = unit.unitStatus === 'Retired' || unit.unitStatus === 'Cancelled';
  if (ended && (unit.unitStatusReason ?? '').trim() === '') {
    faults.push(
      fault(
        `${field}.unitStatusReason`,
        'SER-008',
        'is required of what is retired or cancelled',
        '已注销或取消的单位须说明原因',
      ),
    );
  }
  if (unit.unitRegistryLink === '' || unit.countryJurisdictionOfOwner === '') {
    faults.push(
      fault(field, 'SER-008', 'needs registry link and country of the owner', '须有登记链接与持有人国别'),
    );
  }
  if (faults.length > 0) throw malformed(faults);
  return unit;
}
