import { type Goods, otherRole, type PartyRole, type Terms } from './terms';

/** What a side pays beside the price, in fen. */
export interface Fees {
  readonly sellerFen: bigint;
  readonly buyerFen: bigint;
}

export const NO_FEES: Fees = { sellerFen: 0n, buyerFen: 0n };

/** One instrument from one party to the other, with the money that goes the other way. */
export interface Leg {
  readonly market: string;
  readonly instrument: string;
  readonly seller: PartyRole;
  readonly quantity: bigint;
  /** Per unit, whole fen; 0 in a swap, in which no price of a unit is agreed. */
  readonly priceFen: bigint;
  /** What the buyer of the leg pays: price × quantity, or of a swap the difference in cash where it is the one that pays. */
  readonly amountFen: bigint;
  readonly fees: Fees;
}

/**
 * The legs of what was agreed: one of a block, two of a swap. The difference in cash of a swap stands with the leg whose
 * buyer pays it. Fees are those of a block; a swap has no price that they could be a part of.
 */
export function legsOf(goods: Goods, terms: Terms, fees: Fees): readonly Leg[] {
  const { market, instrument, back } = goods;
  const { quantity } = terms;
  const first = { market, instrument, seller: 'giver', quantity } as const;
  if (terms.kind === 'block') {
    const { priceFen } = terms;
    return [{ ...first, priceFen, amountFen: priceFen * quantity, fees }];
  }
  if (back === undefined) throw new Error('a swap gives something back');
  const paidBy = (role: PartyRole) => (terms.cashFrom === role ? terms.cashFen : 0n);
  return [
    { ...first, priceFen: 0n, amountFen: paidBy('receiver'), fees: NO_FEES },
    {
      ...{ ...back, seller: 'receiver', quantity: terms.returnQuantity, priceFen: 0n },
      ...{ amountFen: paidBy('giver'), fees: NO_FEES },
    },
  ];
}

/** What a party gives in a leg: its units as the seller, the money and its fee as the buyer. */
export interface Stake {
  readonly market: string;
  /** Undefined for money. */
  readonly instrument: string | undefined;
  /** Whole units, or fen; above 0. */
  readonly quantity: bigint;
}

/** TRD-011: all that a party must have to keep its word. The fee of a seller comes out of what it is paid. */
export function stakesOf(legs: readonly Leg[], party: PartyRole): readonly Stake[] {
  return legs.flatMap(({ market, instrument, seller, quantity, amountFen, fees }): Stake[] => {
    if (seller === party) return [{ market, instrument, quantity }];
    const fen = amountFen + fees.buyerFen;
    return fen === 0n ? [] : [{ market, instrument: undefined, quantity: fen }];
  });
}

/** The party that receives the units of a leg. */
export const buyerOf = ({ seller }: Leg): PartyRole => otherRole(seller);
