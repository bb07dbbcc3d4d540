/** Acts of one batch at most; the place of an act in its batch is the lower part of its number. */
export const ACTS_A_BATCH = 8_192;

/** The number of an act: time-ordered, and it says which batch told it. */
export function actNumber(batch: bigint, place: number): bigint {
  return batch * BigInt(ACTS_A_BATCH) + BigInt(place);
}

/** Batch, and place among all that the batch told. */
export function placeOfAct(actNo: bigint): { readonly batch: bigint; readonly place: number } {
  return { batch: actNo / BigInt(ACTS_A_BATCH), place: Number(actNo % BigInt(ACTS_A_BATCH)) };
}

/** An act as it was told, ready to be judged. Amounts are whole base units of its method: metres, Wh, grams, pieces. */
export interface ToldAct {
  readonly actNo: bigint;
  readonly programme: number;
  readonly partner: number;
  /** The method's number in its pack. */
  readonly method: number;
  /** Of the partner's event id: equal ids have equal hashes. */
  readonly eventHash: bigint;
  readonly startedMs: number;
  readonly durationS: number;
  readonly amount: number;
  /** Metres between the precise places it was told with; null without them. */
  readonly straightM: number | null;
  /** Readings: base units of as long a time in the same month of the year before; null without one, and for all else. */
  readonly baseline: number | null;
}

/**
 * An act of before that counts, as far as judging others needs it: of reason 0, and readings whose emissions count though
 * nothing is saved (`REASONS_THAT_TAKE_TIME`).
 */
export interface CountedAct {
  readonly actNo: bigint;
  readonly programme: number;
  readonly partner: number;
  readonly method: number;
  readonly eventHash: bigint;
  readonly startedMs: number;
  readonly durationS: number;
  /** What of it counted; of a reading, what was read. */
  readonly amount: number;
}

/** What came of an act. */
export interface JudgedAct {
  readonly actNo: bigint;
  /** A number of ACT_REASONS; 0 where it counts. */
  readonly reason: number;
  /** What of it counts, within the caps; of a reading what was read, whether or not it saves. */
  readonly amount: number;
  readonly reducedUg: number;
  readonly emittedUg: number;
  readonly points: number;
}
