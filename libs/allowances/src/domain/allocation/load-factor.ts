import { Decimal } from 'decimal.js';
import type { UnitClass } from '../verified';
import { exact, fixed } from './exact';
import type { CurvePiece, LoadFactorCurve } from './figures';

/** Powers and exponentials have no end; so many digits are far beyond the decimals that are kept. */
const Curved = Decimal.clone({ precision: 30, rounding: Decimal.ROUND_HALF_UP });

export interface LoadedUnit {
  readonly class: UnitClass;
  /** Whether it supplies heat. */
  readonly heated: boolean;
  /** F in percent; needed where the unit's Ff depends on it. */
  readonly loadFactorPercent?: string;
}

/** Whether Ff of a unit depends on its load factor; otherwise it is 1. */
export const isLoadAdjusted = (
  curve: LoadFactorCurve | undefined,
  unit: LoadedUnit,
): curve is LoadFactorCurve =>
  curve !== undefined && curve.classes.includes(unit.class) && (curve.withHeat || !unit.heated);

/**
 * Ff of a unit (ALC-002, ALC-003, ALC-005), half-up to so many decimals (ALC-004). From the last bound on it is 1: the
 * step there is in the rules and is not smoothed.
 * @throws RangeError where the load factor is needed and was not given
 */
export function loadFactor(curve: LoadFactorCurve | undefined, unit: LoadedUnit, decimals: number): string {
  if (!isLoadAdjusted(curve, unit)) return fixed(exact(1), decimals);
  if (unit.loadFactorPercent === undefined) throw new RangeError('the load factor is needed');
  const percent = new Curved(unit.loadFactorPercent);
  const piece = curve.pieces.find(({ belowPercent }) => percent.lt(belowPercent));
  return fixed(piece === undefined ? exact(1) : onPiece(piece, percent), decimals);
}

function onPiece(piece: CurvePiece, percent: Decimal): Decimal {
  switch (piece.shape) {
    case 'power': {
      const fraction = percent.div(100);
      return new Curved(piece.base).pow(fraction.times(piece.slope).neg().plus(piece.offset));
    }
    case 'linear':
      return new Curved(piece.at).minus(percent).times(piece.slope).plus(piece.value);
    case 'saturating':
      return piece.terms.reduce((left, { amplitude, scale }) => {
        const saturation = percent.div(scale).neg().exp().neg().plus(1);
        return left.minus(saturation.times(amplitude));
      }, new Curved(piece.constant));
  }
}
