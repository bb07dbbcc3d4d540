import type { VerifiedUnit } from '../verified';
import { exact, type Exact, fixed } from './exact';
import type { CurvePiece, LoadFactorCurve } from './figures';

/**
 * Ff of a unit (ALC-002, ALC-003, ALC-005), half-up to so many decimals (ALC-004). From the last bound on it is 1: the
 * step there is in the rules and is not smoothed.
 * @param loadFactorPercent F in percent
 */
export function loadFactor(
  curve: LoadFactorCurve | undefined,
  unit: Pick<VerifiedUnit, 'class'> & { readonly loadFactorPercent?: string; readonly heated: boolean },
  decimals: number,
): string {
  const one = fixed(exact(1), decimals);
  if (curve === undefined || !curve.classes.includes(unit.class)) return one;
  if (unit.heated && !curve.withHeat) return one;
  if (unit.loadFactorPercent === undefined) throw new RangeError('the load factor is needed');
  const percent = exact(unit.loadFactorPercent);
  const piece = curve.pieces.find(({ belowPercent }) => percent.lt(belowPercent));
  return piece === undefined ? one : fixed(onPiece(piece, percent), decimals);
}

/** Whether Ff of a unit depends on its load factor at all. */
export const hasLoadFactor = (
  curve: LoadFactorCurve | undefined,
  unit: Pick<VerifiedUnit, 'class'> & { readonly heated: boolean },
): boolean => curve !== undefined && curve.classes.includes(unit.class) && (curve.withHeat || !unit.heated);

function onPiece(piece: CurvePiece, percent: Exact): Exact {
  switch (piece.shape) {
    case 'power':
      return exact(piece.base).pow(exact(piece.offset).minus(exact(piece.slope).times(percent.div(100))));
    case 'linear':
      return exact(piece.value).plus(exact(piece.slope).times(exact(piece.at).minus(percent)));
    case 'saturating':
      return piece.terms.reduce(
        (sum, { amplitude, scale }) =>
          sum.minus(exact(amplitude).times(exact(1).minus(percent.div(scale).neg().exp()))),
        exact(piece.constant),
      );
  }
}
