/** Energy of a quarter hour from one named plant, at the price its owner asks. A plant has one offer an interval. */
export interface EnergyOffer {
  readonly id: string;
  /** Whose it is: nobody buys from itself. */
  readonly owner: string;
  /** The plant. */
  readonly source: string;
  /** What kind of source it is: `wind`, `solar`. */
  readonly kind: string;
  readonly energyWh: bigint;
  /** Hundredths of a fen per kWh. */
  readonly price: bigint;
  /** Its place in the order of entry. */
  readonly at: number;
}

/** One plant, every plant of a kind, or whatever there is. */
export type Source = { readonly source: string } | { readonly kind: string } | { readonly any: true };

/** A source that a buyer takes, up to a price. */
export interface Preference {
  readonly of: Source;
  /** Hundredths of a fen per kWh. */
  readonly highest: bigint;
}

/** Energy that somebody wants in a quarter hour, from the sources it likes best first. */
export interface EnergyDemand {
  readonly id: string;
  readonly owner: string;
  readonly energyWh: bigint;
  /** At least one; the first says how much the buyer is served before others. */
  readonly preferences: readonly Preference[];
  readonly at: number;
}
