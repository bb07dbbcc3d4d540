const YUAN = /^(\d{1,15})(?:\.(\d{1,2}))?$/;

/** Yuan as a bank writes them, `1000.5`, in fen; undefined for anything else. */
export function fenOf(text: string): bigint | undefined {
  const [, yuan, fraction = ''] = YUAN.exec(text) ?? [];
  return yuan === undefined ? undefined : BigInt(yuan + fraction.padEnd(2, '0'));
}

/** Fen in yuan with two decimals, `-0.05`. */
export function yuanOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
