/** Who gives the instrument that is negotiated, and who receives it. */
export const PARTY_ROLES = ['giver', 'receiver'] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export const otherRole = (role: PartyRole): PartyRole => (role === 'giver' ? 'receiver' : 'giver');

/** TRD-004: units for money at a price of their own. */
export interface BlockTerms {
  readonly kind: 'block';
  readonly quantity: bigint;
  /** Per unit, whole fen. */
  readonly priceFen: bigint;
}

/** Units for units of another instrument, with or without money beside the ones that are worth less. */
export interface SwapTerms {
  readonly kind: 'swap';
  readonly quantity: bigint;
  /** What goes back for it. */
  readonly returnQuantity: bigint;
  /** What one side pays beside its units; 0 for none. */
  readonly cashFen: bigint;
  readonly cashFrom: PartyRole;
}

export type Terms = BlockTerms | SwapTerms;

/** What is negotiated about: an instrument of a market, and of a swap what is given back for it. */
export interface Goods {
  readonly market: string;
  readonly instrument: string;
  readonly back: { readonly market: string; readonly instrument: string } | undefined;
}
