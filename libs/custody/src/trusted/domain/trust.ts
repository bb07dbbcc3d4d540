/** What decides whether an entry of a trusted list counts. */
export interface Entry {
  readonly approvedAt: Date | null;
  readonly effectiveAt: Date | null;
  readonly removedAt: Date | null;
  /** Holder of the account when the entry was proposed, and now. */
  readonly holderId: string;
  readonly currentHolderId: string;
  /** Edition of the trusted account that was vouched for, and its present one. */
  readonly edition: number;
  readonly currentEdition: number;
}

/**
 * awaiting-approval: proposed; pending: approved, its days are running (SEC-005); active: counts; lapsed: one of the two
 * accounts changed its holder or the trusted one its state, so it counts no more (trap 15); removed: taken off the list.
 */
export const ENTRY_STATES = ['awaiting-approval', 'pending', 'active', 'lapsed', 'removed'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

export function entryState(entry: Entry, now: Date): EntryState {
  if (entry.removedAt !== null) return 'removed';
  if (entry.currentHolderId !== entry.holderId || entry.currentEdition !== entry.edition) return 'lapsed';
  if (entry.effectiveAt === null) return 'awaiting-approval';
  return entry.effectiveAt <= now ? 'active' : 'pending';
}

/**
 * How a receiver stands to a sender's list: accounts of the same holder and those of the system are on it by themselves
 * (SEC-006).
 */
export type Standing = 'own' | 'system' | 'listed' | 'outside';

export function standingOf(
  sender: { readonly holderId: string },
  receiver: { readonly holderId: string | null },
  entry: Entry | undefined,
  now: Date,
): Standing {
  if (receiver.holderId === null) return 'system';
  if (receiver.holderId === sender.holderId) return 'own';
  return entry !== undefined && entryState(entry, now) === 'active' ? 'listed' : 'outside';
}

/**
 * The most that one transfer may carry to an account that stands so; undefined where there is no limit (SEC-007). The
 * holder's own limit can only be lower: the lowest wins.
 */
export function limitOf(standing: Standing, ofRules: bigint, own: bigint | null): bigint | undefined {
  if (standing !== 'outside') return undefined;
  return own !== null && own < ofRules ? own : ofRules;
}
