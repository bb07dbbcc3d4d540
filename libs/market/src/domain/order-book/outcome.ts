/** One resting order met: it gave `quantity` at its own price, and `makerLeft` of it still rests. */
export interface Fill {
  readonly maker: number;
  readonly makerOwner: number;
  readonly makerLeft: number;
  readonly price: number;
  readonly quantity: number;
}

/** The order was taken: what it met, in order of priority, and what of it rests now. */
export interface Placed {
  readonly outcome: 'placed';
  readonly fills: readonly Fill[];
  readonly resting: number;
}

export interface Picked {
  readonly outcome: 'picked';
  readonly fill: Fill;
}

/** The order would have met `against`, an order of the same owner. */
export interface SelfTrade {
  readonly outcome: 'refused';
  readonly reason: 'self-trade';
  readonly against: number;
}

/** No such order rests (any more). */
export interface NotResting {
  readonly outcome: 'refused';
  readonly reason: 'not-resting';
}

/** Its price is not among the best levels that may be picked from. */
export interface NotSelectable {
  readonly outcome: 'refused';
  readonly reason: 'not-selectable';
}

/** Less than was asked for rests; `resting` is all there is. */
export interface MoreThanRests {
  readonly outcome: 'refused';
  readonly reason: 'more-than-rests';
  readonly resting: number;
}

export type PlaceOutcome = Placed | SelfTrade;
export type ReplaceOutcome = Placed | SelfTrade | NotResting;
export type PickOutcome = Picked | SelfTrade | NotResting | NotSelectable | MoreThanRests;

export const NO_FILLS: readonly Fill[] = Object.freeze([]);
export const NOT_RESTING: NotResting = Object.freeze({ outcome: 'refused', reason: 'not-resting' });
export const NOT_SELECTABLE: NotSelectable = Object.freeze({ outcome: 'refused', reason: 'not-selectable' });

export const placed = (fills: readonly Fill[], resting: number): Placed => ({
  outcome: 'placed',
  fills,
  resting,
});

export const selfTrade = (against: number): SelfTrade => ({
  outcome: 'refused',
  reason: 'self-trade',
  against,
});
