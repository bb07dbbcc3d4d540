import { type ChinaDate, type FieldFault, malformed } from '@carbon/kernel';
import { type PackSource, worstOf } from '@carbon/rules/domain';
import type { Decimal } from 'decimal.js';
import { amountOf } from './amounts';
import {
  type EmissionPart,
  type EmissionResult,
  type EmissionStep,
  type Gas,
  GASES,
} from './emission-result';
import { Exact, sumOf, wholeTonnes } from './exact';
import { FactorLibrary } from './factor-pack';
import { faultsOfContent } from './faults-of-content';
import { FiguresOfFlow } from './figures-of-flow';
import {
  anode,
  anodeEffect,
  byFactor,
  clinker,
  combustion,
  type Emission,
  type FlowContext,
  inProducts,
} from './formulas';
import type { ReportContent, ReportedFlow } from './report-content';
import type { ReportingSector, Stream } from './streams';

/** Which report is calculated, and by the library of which day. */
export interface EmissionScope {
  readonly sector: ReportingSector;
  readonly year: number;
  readonly asOf: ChinaDate;
}

const FORMULAS: Readonly<Record<Stream, (context: FlowContext) => Emission[]>> = {
  fuel: combustion,
  carbonate: byFactor,
  electrode: byFactor,
  'carbon-material': byFactor,
  'carbon-product': inProducts,
  clinker,
  anode,
  'anode-effect': anodeEffect,
  electricity: byFactor,
};

/** The most faults that are told at once. */
const MOST_FAULTS = 500;

/**
 * What a report comes to (ALC-014, ALC-023, ALC-024, ALC-026; ACCOUNTING F9 to F11). Every product and sum is exact; the
 * one quotient of a step (44/12) is kept to the decimals of the library, and whole tonnes are half-up at the end.
 * @throws Refusal INPUT_MALFORMED with every fault of the content; RULES_NO_PACK
 */
export function calculateEmissions(
  packs: PackSource,
  scope: EmissionScope,
  content: ReportContent,
): EmissionResult {
  const { sector, year } = scope;
  const library = new FactorLibrary(packs, scope.asOf, year);
  const calculated = stepsOf(library, scope, content);
  if ('faults' in calculated) throw malformed(calculated.faults.slice(0, MOST_FAULTS));
  const { steps } = calculated;
  const electricityCounts = library.electricityCounts();
  const rounding = library.rounding(sector);
  const ids = [...content.units, ...content.lines].map(({ id }) => id);
  const parts = ids.map((id) => partOf(id, steps, electricityCounts));
  const direct = sumOf(steps.filter(isDirect).map(({ emissionsT }) => emissionsT));
  const electricity = sumOf(steps.filter((step) => !isDirect(step)).map(({ emissionsT }) => emissionsT));
  const exact = electricityCounts ? direct.plus(electricity) : direct;
  const totalT =
    rounding === 'parts'
      ? parts.reduce((sum, { wholeT }) => sum + BigInt(wholeT), 0n)
      : notBelowZero(wholeTonnes(exact));
  const used = library.used();
  return {
    ...{ sector, year, method: library.method(sector), parts, electricityCounts, steps },
    directT: direct.toFixed(),
    electricityT: electricity.toFixed(),
    exactT: exact.toFixed(),
    totalT: totalT.toString(),
    byGas: Object.fromEntries(GASES.map((gas) => [gas, ofGas(steps, gas)])) as Record<Gas, string>,
    rules: [...new Set([...used.values()].flatMap(({ rules }) => rules))].sort(),
    pack: {
      id: 'emission-factors-cn',
      version: library.pack.version,
      hash: library.pack.hash,
      certainty: worstOf([...used.values()].map(({ certainty }) => certainty)),
    },
  };
}

/** What is wrong with a content, without calculating what it comes to. */
export function faultsOfReport(
  packs: PackSource,
  scope: EmissionScope,
  content: ReportContent,
): readonly FieldFault[] {
  const library = new FactorLibrary(packs, scope.asOf, scope.year);
  const calculated = stepsOf(library, scope, content);
  return 'faults' in calculated ? calculated.faults : [];
}

function stepsOf(
  library: FactorLibrary,
  { sector, year }: EmissionScope,
  content: ReportContent,
): { readonly steps: readonly EmissionStep[] } | { readonly faults: readonly FieldFault[] } {
  const faults = faultsOfContent({ sector, year }, content);
  const massBalance = library.method(sector) === 'mass-balance';
  const decimals = library.stepDecimals();
  const broken = new Set(faults.map(({ field }) => /^flows\[\d+\]/.exec(field)?.[0]));
  const steps = content.flows.flatMap((flow, at) => {
    const place = `flows[${at}]`;
    if (broken.has(place)) return [];
    const given = stepsOfFlow(flow, new FiguresOfFlow(library, place), { place, massBalance, decimals });
    faults.push(...given.faults);
    return given.steps;
  });
  return faults.length > 0 ? { faults } : { steps };
}

function stepsOfFlow(
  flow: ReportedFlow,
  figures: FiguresOfFlow,
  {
    place,
    massBalance,
    decimals,
  }: { readonly place: string; readonly massBalance: boolean; readonly decimals: number },
): { readonly steps: readonly EmissionStep[]; readonly faults: readonly FieldFault[] } {
  const amount = amountOf(flow, place);
  if ('field' in amount) return { steps: [], faults: [amount] };
  const emissions = FORMULAS[flow.stream]({ flow, amount: amount.value, figures, massBalance });
  if (figures.faults.length > 0) return { steps: [], faults: figures.faults };
  const { part, stream, material, month = null } = flow;
  const steps = emissions.map(({ gas, formula, dividend, divisor }) => ({
    ...{ part, stream, material, month, gas, formula },
    inputs: [...amount.inputs, ...figures.used],
    emissionsT: dividend.dividedBy(divisor).toDecimalPlaces(decimals).toFixed(),
  }));
  return { steps, faults: [] };
}

const isDirect = ({ stream }: EmissionStep) => stream !== 'electricity';

function partOf(id: string, steps: readonly EmissionStep[], electricityCounts: boolean): EmissionPart {
  const own = steps.filter(({ part }) => part === id);
  const direct = sumOf(own.filter(isDirect).map(({ emissionsT }) => emissionsT));
  const electricity = sumOf(own.filter((step) => !isDirect(step)).map(({ emissionsT }) => emissionsT));
  const exact: Decimal = electricityCounts ? direct.plus(electricity) : direct;
  return {
    id,
    exactT: exact.toFixed(),
    electricityT: electricity.toFixed(),
    wholeT: notBelowZero(wholeTonnes(exact)).toString(),
  };
}

const ofGas = (steps: readonly EmissionStep[], gas: Gas) =>
  sumOf(
    steps.filter((step) => step.gas === gas && isDirect(step)).map(({ emissionsT }) => emissionsT),
  ).toFixed();

const notBelowZero = (whole: bigint) => (whole < 0n ? 0n : whole);

/** A decimal of a report that is not negative: digits, then at most so many after the point. */
export const REPORTED_DECIMAL = /^(0|[1-9]\d{0,14})(\.\d{1,10})?$/;
export const isReportedDecimal = (text: string): boolean =>
  REPORTED_DECIMAL.test(text) && new Exact(text).isFinite();
