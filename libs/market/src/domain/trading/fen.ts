const FEN_DECIMALS = 2;

/** Fen of an amount in yuan of at most two decimals: `50.1` → 5010. */
export function fenOf(yuan: string): bigint {
  const [whole = '', fraction = ''] = yuan.split('.');
  if (!/^\d+$/.test(whole) || !/^\d{0,2}$/.test(fraction))
    throw new RangeError(`${yuan} is no amount of whole fen`);
  return BigInt(whole + fraction.padEnd(FEN_DECIMALS, '0'));
}

/** Yuan of whole fen, with two decimals: 5010 → `50.10`. */
export function yuanOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(FEN_DECIMALS + 1, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -FEN_DECIMALS)}.${digits.slice(-FEN_DECIMALS)}`;
}
