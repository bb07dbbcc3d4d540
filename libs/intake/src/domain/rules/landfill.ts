import type { Certainty, PackReference } from '@carbon/rules/domain';

/** A grade from its lower bound on, in percent, up to the next grade's. */
export interface LandfillGrade {
  readonly grade: 'silver' | 'gold' | 'diamond';
  readonly fromPercent: string;
  readonly source: string;
  readonly certainty: Certainty;
}

const PRINTED =
  'zero-landfill certification as printed: silver 90–94 %, gold 95–99 %, diamond 100 % (003 L2229)';
const GAPS = 'own design: a rate in a gap of the printed bands (94–95, 99–100) has the grade below the gap';

/** Grades of zero landfill. */
export const LANDFILL_GRADES: readonly LandfillGrade[] = [
  { grade: 'silver', fromPercent: '90', source: PRINTED, certainty: 'F' },
  { grade: 'gold', fromPercent: '95', source: PRINTED, certainty: 'F' },
  { grade: 'diamond', fromPercent: '100', source: PRINTED, certainty: 'F' },
];

/** What the bands leave open, and how well that is founded. */
export const LANDFILL_GAPS = { source: GAPS, certainty: 'X' } as const;

export const landfillPack: PackReference = { id: 'landfill-diversion', version: '2022.1', certainty: 'F' };
