import { Decimal } from 'decimal.js';

export interface Place {
  /** Degrees, WGS 84. */
  readonly latitude: string;
  readonly longitude: string;
}

/** Mean radius of the Earth in metres (IUGG); a sphere errs by half a per cent at most, which no threshold here feels. */
const RADIUS = new Decimal('6371008.8');
const Exact = Decimal.clone({ precision: 34 });
const HALF_TURN = Exact.acos(-1);

const radians = (degrees: Decimal.Value) => new Exact(degrees).mul(HALF_TURN).div(180);

/** The great circle between two places, in whole metres, to the nearest. */
export function metresBetween(a: Place, b: Place): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const north = to.sub(from).div(2).sin();
  const east = radians(new Exact(b.longitude).sub(a.longitude)).div(2).sin();
  const haversine = north.pow(2).add(from.cos().mul(to.cos()).mul(east.pow(2)));
  return RADIUS.mul(2).mul(Exact.min(1, haversine).sqrt().asin()).round().toNumber();
}

/** How many degrees north or south a distance is: a box that holds everything within it. */
export function degreesOf(metres: number): string {
  return new Exact(metres)
    .div(RADIUS)
    .mul(180)
    .div(HALF_TURN)
    .toDecimalPlaces(6, Decimal.ROUND_UP)
    .toString();
}
