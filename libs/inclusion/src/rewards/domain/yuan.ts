const FEN_DECIMALS = 2;

/** Yuan of whole fen, with two decimals: -5010 → `-50.10`. */
export function yuanOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(FEN_DECIMALS + 1, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -FEN_DECIMALS)}.${digits.slice(-FEN_DECIMALS)}`;
}

const YUAN = /^-?(0|[1-9]\d{0,12})(\.\d{1,2})?$/;

export const isYuan = (text: string): boolean => YUAN.test(text);

/** Whole fen of an amount in yuan of at most two decimals. @throws RangeError for another text */
export function fenOf(yuan: string): bigint {
  if (!isYuan(yuan)) throw new RangeError(`${yuan} is no amount of whole fen`);
  const [whole = '', fraction = ''] = yuan.replace('-', '').split('.');
  const fen = BigInt(whole + fraction.padEnd(FEN_DECIMALS, '0'));
  return yuan.startsWith('-') ? -fen : fen;
}
