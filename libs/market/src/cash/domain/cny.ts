/** The scheme of money, and the code of its one instrument. */
export const CASH_SCHEME = 'CNY';
export const CNY = 'CNY';

/** Money on the ledger: whole fen, without serials. */
export const CNY_INSTRUMENT = {
  code: CNY,
  kind: 'cash',
  unit: 'fen',
  scheme: CASH_SCHEME,
  serialised: false,
} as const;
