import { Decimal } from 'decimal.js';
import type { EmissionResult, ReportContent, VerifiedFigures } from '../../domain/index';

/** What a verifier, or whoever corrects, says of one unit or line. */
export interface PartFigure {
  readonly id: string;
  /** Whole tonnes. */
  readonly verifiedT: bigint;
}

/** A part's figure beside what was reported. Decimal strings. */
export interface PartDifference {
  readonly id: string;
  readonly reportedT: string;
  readonly verifiedT: string;
  readonly differenceT: string;
  /** Of what was reported, two decimals; null where nothing was. */
  readonly percent: string | null;
}

export interface VerifiedParts {
  readonly parts: readonly PartDifference[];
  readonly totalT: bigint;
  /** Ids that are no part of the report. */
  readonly unknown: readonly string[];
}

/**
 * The figures that stand after verification: each part as calculated, or as the verifier has it; the total moves with
 * its parts.
 */
export function verifiedParts(result: EmissionResult, own: readonly PartFigure[]): VerifiedParts {
  const stated = new Map(own.map(({ id, verifiedT }) => [id, verifiedT]));
  const parts = result.parts.map(({ id, wholeT }): PartDifference => {
    const [reported, verified] = [BigInt(wholeT), stated.get(id) ?? BigInt(wholeT)];
    return {
      id,
      reportedT: wholeT,
      verifiedT: verified.toString(),
      differenceT: (verified - reported).toString(),
      percent: percentOf(verified - reported, reported),
    };
  });
  const change = parts.reduce((sum, { differenceT }) => sum + BigInt(differenceT), 0n);
  const total = BigInt(result.totalT) + change;
  const known = new Set(result.parts.map(({ id }) => id));
  return {
    parts,
    totalT: total < 0n ? 0n : total,
    unknown: own.map(({ id }) => id).filter((id) => !known.has(id)),
  };
}

/** Two decimals, half-up; null of nothing. */
export function percentOf(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return part === 0n ? '0.00' : null;
  return new Decimal(part.toString())
    .times(100)
    .dividedBy(whole.toString())
    .toFixed(2, Decimal.ROUND_HALF_UP);
}

/** Verified figures of a report's content (SUR-001), ready to be written down. */
export function figuresOfContent(
  head: Pick<VerifiedFigures, 'market' | 'year' | 'holderId' | 'sector' | 'province' | 'source'>,
  content: ReportContent,
  {
    parts,
    verifiedT,
  }: { readonly parts: readonly Pick<PartDifference, 'id' | 'verifiedT'>[]; readonly verifiedT: bigint },
): VerifiedFigures {
  const byId = new Map(parts.map((part) => [part.id, BigInt(part.verifiedT)]));
  return {
    ...head,
    verifiedT,
    units: content.units.map((unit) => ({ ...unit, verifiedT: byId.get(unit.id) ?? 0n })),
    lines: content.lines.map((line) => ({ ...line, emissionsT: byId.get(line.id) ?? 0n })),
  };
}

/** Verified figures with some parts put right; the total moves with them. Gives what names no part. */
export function correctedFigures(
  figures: VerifiedFigures,
  own: readonly PartFigure[],
  totalT?: bigint,
): { readonly figures: VerifiedFigures; readonly unknown: readonly string[] } {
  const stated = new Map(own.map(({ id, verifiedT }) => [id, verifiedT]));
  const units = figures.units.map((unit) => ({ ...unit, verifiedT: stated.get(unit.id) ?? unit.verifiedT }));
  const lines = figures.lines.map((line) => ({
    ...line,
    emissionsT: stated.get(line.id) ?? line.emissionsT,
  }));
  const sum = (of: Pick<VerifiedFigures, 'units' | 'lines'>) =>
    of.units.reduce((all, { verifiedT }) => all + verifiedT, 0n) +
    of.lines.reduce((all, { emissionsT }) => all + emissionsT, 0n);
  const moved = figures.verifiedT + sum({ units, lines }) - sum(figures);
  const known = new Set([...figures.units, ...figures.lines].map(({ id }) => id));
  return {
    figures: { ...figures, units, lines, verifiedT: totalT ?? (moved < 0n ? 0n : moved) },
    unknown: own.map(({ id }) => id).filter((id) => !known.has(id)),
  };
}
