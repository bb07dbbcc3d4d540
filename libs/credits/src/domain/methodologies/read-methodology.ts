import { optional, packHash, positiveNumber } from '@carbon/rules/domain';
import {
  certainty,
  day,
  decimal,
  listOf,
  objectOf,
  oneOf,
  rules,
  someOf,
  text,
  twoLanguages,
  yesOrNo,
} from '../packs/readers';
import {
  type Additionality,
  type ApplicabilityCheck,
  type CreditingLimits,
  type FormulaStep,
  type Factor,
  type Founded,
  METER_ROLES,
  type Methodology,
  type MethodologyParameter,
  type MonitoredInput,
  type ProjectFact,
  type Rounding,
  STEP_ROLES,
} from './methodology';
import { faultsOfFormula } from './faults-of-formula';

const founded = { rules, source: text, certainty } satisfies Record<keyof Founded, unknown>;
const every = oneOf('month', 'period');
const conservative = oneOf('lower', 'higher');
const named = { name: text, title: twoLanguages, unit: text } as const;

const factor = objectOf<Factor>({
  id: text,
  purpose: twoLanguages,
  dataYear: positiveNumber,
  value: decimal,
  ...founded,
});
const parameter = objectOf<MethodologyParameter>({
  ...named,
  value: optional(decimal),
  conservative,
  factors: optional(someOf(factor)),
  minimum: optional(decimal),
  maximum: optional(decimal),
  ...founded,
});
const monitored = objectOf<MonitoredInput>({
  ...named,
  every,
  meter: oneOf(...METER_ROLES),
  conservative,
  minimum: optional(decimal),
  maximum: optional(decimal),
  absent: optional(decimal),
  ...founded,
});
const fact = objectOf<ProjectFact>({ ...named, ...founded });
const check = objectOf<ApplicabilityCheck>({
  name: text,
  expression: text,
  message: twoLanguages,
  ...founded,
});
const step = objectOf<FormulaStep>({
  ...named,
  role: oneOf(...STEP_ROLES),
  every,
  expression: text,
  rounding: optional(objectOf<Rounding>({ direction: oneOf('down', 'up'), places: positiveNumber })),
  ...founded,
});
const crediting = objectOf<CreditingLimits>({
  minimumYears: optional(positiveNumber),
  maximumYears: optional(positiveNumber),
  insideLifetime: yesOrNo,
  ...founded,
});
const additionality = objectOf<Additionality>({
  rule: oneOf('waived', 'waived-if', 'must-be-shown'),
  waivedIf: optional(text),
  ...founded,
});

const methodology = objectOf<Omit<Methodology, 'hash'>>({
  code: text,
  aliases: listOf(text),
  version: text,
  title: twoLanguages,
  field: twoLanguages,
  effectiveFrom: day,
  effectiveTo: optional(day),
  complete: yesOrNo,
  missing: optional(twoLanguages),
  sourceKind: oneOf('energy', 'reduction', 'stock'),
  crediting,
  additionality,
  parameters: listOf(parameter),
  monitored: listOf(monitored),
  facts: listOf(fact),
  checks: listOf(check),
  conditions: listOf(check),
  steps: listOf(step),
  ...founded,
});

const CODE = /^[A-Z0-9]+(-[A-Z0-9]+)*-V\d{2}$/;
const VERSION = /^\d{4}\.[1-9]\d*$/;

/** A methodology from its file, or everything that is wrong with it. */
export function readMethodology(
  file: unknown,
): { readonly methodology: Methodology } | { readonly faults: readonly string[] } {
  let read: Omit<Methodology, 'hash'>;
  try {
    read = methodology(file);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { faults: [error.message] };
  }
  const faults = [...faultsOfHead(read), ...faultsOfFormula(read)];
  return faults.length > 0 ? { faults } : { methodology: { ...read, hash: packHash(file) } };
}

function faultsOfHead(read: Omit<Methodology, 'hash'>): string[] {
  const faults: string[] = [];
  if (!CODE.test(read.code)) faults.push('code must be like CCER-01-002-V01');
  if (!VERSION.test(read.version)) faults.push('version must be like 2026.1');
  if (read.effectiveTo !== undefined && read.effectiveTo < read.effectiveFrom) {
    faults.push('effectiveTo is before effectiveFrom');
  }
  if (read.complete === (read.missing !== undefined)) {
    faults.push('missing must say what is not known, where the methodology is not complete and only there');
  }
  if (read.complete && read.steps.length === 0) faults.push('a complete methodology has steps');
  if ((read.additionality.rule === 'waived-if') !== (read.additionality.waivedIf !== undefined)) {
    faults.push('additionality: waivedIf stands with waived-if and only there');
  }
  const { minimumYears = 1, maximumYears = minimumYears } = read.crediting;
  if (maximumYears < minimumYears) faults.push('crediting: maximumYears is below minimumYears');
  return faults;
}
