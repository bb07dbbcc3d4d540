import { Refusal } from '@carbon/kernel';
import {
  allocateIndustry,
  allocatePower,
  type AllocationRules,
  type IndustryFirm,
  intensityOf,
  preAllocate,
} from '../../domain/allocation/index';
import type { VerifiedFigures, VerifiedLine } from '../../domain/index';
import type { RoundPhase } from './round-state';

/** What one enterprise gets by the rules of its sector. */
export interface CalculatedLine {
  readonly amountT: bigint;
  /** What it was calculated from, after adjustments. */
  readonly inputs: unknown;
  /** Every intermediate figure, by unit or line. */
  readonly steps: unknown;
  readonly rules: readonly string[];
  /** Why it could not be calculated; the amount is 0 then. */
  readonly fault?: Refusal;
}

/** Methods that enterprises are allocated to by here; another is refused when a round is opened. */
export const CALCULATED_METHODS = ['benchmark', 'equal-to-verified', 'balance-curve'] as const;

/**
 * Calculates an enterprise's line: before verification the share of last year's emissions, unit by unit (ALC-009); after
 * it by the method of its sector (ALC-001 to ALC-008, ALC-013, ALC-020 to ALC-025).
 * @param balance BP of the sector (ALC-022); needed where the method asks for one
 */
export function calculateLine(
  rules: AllocationRules,
  { phase, balance }: { readonly phase: RoundPhase; readonly balance?: string | undefined },
  figures: VerifiedFigures,
): CalculatedLine {
  try {
    if (phase === 'pre') return preLine(rules, figures);
    return rules.method.kind === 'benchmark'
      ? powerLine(rules, figures)
      : industryLine(rules, figures, balance);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    const { units, lines } = figures;
    return { amountT: 0n, inputs: { units, lines }, steps: {}, rules: [], fault };
  }
}

function preLine(rules: AllocationRules, { verifiedT, units }: VerifiedFigures): CalculatedLine {
  const parts = units.length === 0 ? [{ id: '', verifiedT }] : units;
  const given = parts.map(({ id, verifiedT: last }) => ({
    ...(id === '' ? {} : { id }),
    lastVerifiedT: last,
    preAllocatedT: preAllocate(rules, last),
  }));
  return {
    amountT: given.reduce((sum, { preAllocatedT }) => sum + preAllocatedT, 0n),
    inputs: { lastVerifiedT: verifiedT },
    steps: { units: given },
    rules: rules.figure('pre-allocation')?.rules ?? [],
  };
}

function powerLine(rules: AllocationRules, { units }: VerifiedFigures): CalculatedLine {
  const { rules: used, ...steps } = allocatePower(rules, units);
  return { amountT: steps.approvedT, inputs: { units }, steps, rules: used };
}

function industryLine(
  rules: AllocationRules,
  figures: VerifiedFigures,
  balance: string | undefined,
): CalculatedLine {
  const firms = firmsOf(rules, figures);
  const { rules: used, ...steps } = allocateIndustry(rules, firms, balance);
  return {
    amountT: steps.firms.reduce((sum, { allowanceT }) => sum + allowanceT, 0n),
    inputs: { verifiedT: figures.verifiedT, lines: figures.lines },
    steps: { ...steps, considered: firms },
    rules: used,
  };
}

/**
 * An enterprise as its sector's balance sees it: its special lines each by itself (ALC-013, ALC-025), and the rest of its
 * emissions as one, with the intensity of its other lines together (ALC-023).
 */
export function firmsOf(rules: AllocationRules, figures: VerifiedFigures): IndustryFirm[] {
  const known = new Set((rules.figure('special')?.value ?? []).map(({ kind }) => kind));
  const isSpecial = ({ special }: VerifiedLine) => special !== undefined && known.has(special);
  const special = figures.lines.filter(isSpecial);
  const others = figures.lines.filter((line) => !isSpecial(line));
  const rest = special.reduce((left, { emissionsT }) => left - emissionsT, figures.verifiedT);
  const intensity = intensityOf(rules, others);
  return [
    ...special.map(({ id, emissionsT, special: kind }) => ({
      id,
      emissionsT,
      ...(kind === undefined ? {} : { special: kind }),
    })),
    ...(rest > 0n || special.length === 0
      ? [{ id: figures.holderId, emissionsT: rest, ...(intensity === undefined ? {} : { intensity }) }]
      : []),
  ];
}

/** Firms of a sector that its balance value rests on: those that have an intensity (ALC-022). */
export function balancedFirms(rules: AllocationRules, sector: readonly VerifiedFigures[]): IndustryFirm[] {
  return sector
    .flatMap((figures) => firmsOf(rules, figures))
    .filter(({ intensity }) => intensity !== undefined);
}
