import { chinaTimestamp } from '@carbon/kernel';

/** `50.10`. */
export function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A whole in basis points: a hundredth of a hundredth. */
const WHOLE = 100n * 100n;

/** Basis points, towards zero: 4 of 10 are 4,000. The whole must be above 0. */
export const basisPoints = (part: bigint, whole: bigint): bigint => (part * WHOLE) / whole;

/** Whether a part is at least so many basis points of a whole, exactly. */
export const atLeast = (part: bigint, points: number, whole: bigint): boolean =>
  part * WHOLE >= BigInt(points) * whole;

/** Whether a part is at most so many basis points of a whole, exactly. */
export const atMost = (part: bigint, points: number, whole: bigint): boolean =>
  part * WHOLE <= BigInt(points) * whole;

/** `40.00 %`. */
export const percent = (points: bigint): string => `${yuan(points)} %`;

export const away = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);

/** `12:31:05` in China. */
export const clock = (at: Date): string => chinaTimestamp(at).slice(11, 19);
