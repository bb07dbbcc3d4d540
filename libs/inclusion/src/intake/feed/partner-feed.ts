/** One page of a partner's feed of acts. */
export interface FeedPage {
  /** JSON values, up to 5,000; undefined for a line that is none. */
  readonly acts: readonly unknown[];
  /** What the next page is asked with; undefined at the end, for now. */
  readonly next: string | undefined;
  /** SHA-256 of what was fetched. */
  readonly sha256: Buffer;
}

/** Why a page was not fetched. */
export class FeedFault extends Error {
  constructor(readonly why: 'address-refused' | 'timeout' | 'unreachable' | 'status' | 'too-large' | 'form') {
    super(`the feed was not read: ${why}`);
  }
}

/** Fetches acts from where a partner keeps them. */
export interface PartnerFeed {
  /** The page after a cursor; the first without one. @throws FeedFault */
  fetch(url: string, cursor: string | undefined): Promise<FeedPage>;
}
