import type { Text } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';

/** A figure that attestations of a type state, as a decimal string in its unit. */
export interface AttestedFigure {
  readonly name: string;
  readonly title: Text;
  readonly unit: string;
  readonly required: boolean;
}

/** A grade that follows from a percentage: of all grades that are reached, the highest counts. */
export interface Grade {
  readonly title: Text;
  readonly atLeastPercent: string;
}

/** A kind of certificate that is no unit of the ledger: for how long it holds, and how often it is looked at again. */
export interface AttestationType {
  readonly id: string;
  readonly title: Text;
  readonly standard: string;
  /** The longest time for which it may be issued, in months. */
  readonly validityMonths: number;
  /** Months between surveillances; null where it is issued anew instead. */
  readonly surveillanceMonths: number | null;
  readonly figures: readonly AttestedFigure[];
  /** What part a whole, and of which, in percent; the grade follows from it. */
  readonly graded?: { readonly part: string; readonly whole: string; readonly grades: readonly Grade[] };
  readonly source: string;
  readonly certainty: Certainty;
}

const OWN_CYCLE =
  'times of validity and surveillance are our own reading of how such certificates are issued';

/** S29. Standards are named from memory, times are ours: each type says how sure it is. */
export const ATTESTATION_TYPES: readonly AttestationType[] = [
  {
    id: 'carbon-neutrality-statement',
    title: { zh: '碳中和核证声明', en: 'Verified statement of carbon neutrality' },
    standard: 'ISO 14068-1:2023',
    validityMonths: 12,
    surveillanceMonths: null,
    figures: [
      { name: 'emissionsT', title: { zh: '排放量', en: 'Emissions' }, unit: 'tCO2e', required: true },
      { name: 'retiredT', title: { zh: '注销量', en: 'Units retired' }, unit: 'tCO2e', required: true },
    ],
    source: `ISO 14068-1:2023 by name, from memory; ${OWN_CYCLE}: a statement is of one year`,
    certainty: 'X',
  },
  {
    id: 'low-carbon-tea',
    title: { zh: '低碳茶认证', en: 'Low-carbon tea' },
    standard: 'ISO 14067:2018',
    validityMonths: 36,
    surveillanceMonths: 12,
    figures: [
      {
        name: 'kgPerKg',
        title: { zh: '每千克茶叶碳足迹', en: 'Footprint of a kilogram of tea' },
        unit: 'kgCO2e/kg',
        required: true,
      },
      { name: 'hectares', title: { zh: '茶园面积', en: 'Area of the gardens' }, unit: 'ha', required: false },
    ],
    source: `ISO 14067:2018 for footprints of products, from memory; ${OWN_CYCLE}`,
    certainty: 'X',
  },
  {
    id: 'zero-waste-to-landfill',
    title: { zh: '废弃物零填埋', en: 'Zero waste to landfill' },
    standard: 'UL 2799',
    validityMonths: 12,
    surveillanceMonths: 6,
    figures: [
      { name: 'wasteT', title: { zh: '废弃物总量', en: 'All waste' }, unit: 't', required: true },
      { name: 'divertedT', title: { zh: '转化量', en: 'Kept from landfill' }, unit: 't', required: true },
    ],
    graded: {
      part: 'divertedT',
      whole: 'wasteT',
      grades: [
        { title: { zh: '铂金级', en: 'Platinum' }, atLeastPercent: '100' },
        { title: { zh: '金级', en: 'Gold' }, atLeastPercent: '95' },
        { title: { zh: '银级', en: 'Silver' }, atLeastPercent: '90' },
      ],
    },
    source: `grades of landfill diversion as of UL 2799, from memory; ${OWN_CYCLE}`,
    certainty: 'M-',
  },
  {
    id: 'management-system',
    title: { zh: '管理体系认证', en: 'Certified management system' },
    standard: 'ISO 14001:2015',
    validityMonths: 36,
    surveillanceMonths: 12,
    figures: [],
    source: 'three years with a surveillance in each, as of ISO/IEC 17021-1, from memory',
    certainty: 'M+',
  },
];

export function attestationType(id: string): AttestationType | undefined {
  return ATTESTATION_TYPES.find((type) => type.id === id);
}
