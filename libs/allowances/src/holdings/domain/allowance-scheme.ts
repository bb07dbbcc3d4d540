/** The scheme of a market's allowances in the ledger. */
export const allowanceScheme = (market: string): string => `ETS-${market}`;
