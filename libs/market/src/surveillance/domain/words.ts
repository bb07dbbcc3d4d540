/** `50.10`. */
export function yuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Basis points, towards zero: 4,000 of 10,000 are 40 %. The whole must be above 0. */
export const basisPoints = (part: bigint, whole: bigint): bigint => (part * 10_000n) / whole;

/** `40.00 %`. */
export const percent = (points: bigint): string => `${yuan(points)} %`;

export const away = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b);

/** `12:31:05` in China. */
export const clock = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 19);
