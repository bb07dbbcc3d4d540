/**
 * What a holder's people may do. active: everything their roles allow. suspended: they may read, and propose, approve
 * and change nothing. closed: they cannot sign in; nothing comes after it.
 */
export const HOLDER_STATES = ['active', 'suspended', 'closed'] as const;
export type HolderState = (typeof HOLDER_STATES)[number];

/** Reviewed acts on the state; `merge` closes a holder with a successor. */
export const STATE_ACTS = ['suspend', 'resume', 'close', 'merge'] as const;
export type StateAct = (typeof STATE_ACTS)[number];

const NEXT: Readonly<Record<HolderState, Partial<Readonly<Record<StateAct, HolderState>>>>> = {
  active: { suspend: 'suspended', close: 'closed', merge: 'closed' },
  suspended: { resume: 'active', close: 'closed', merge: 'closed' },
  closed: {},
};

/** The state after an act; undefined when the act is not open to a holder in this state. */
export function stateAfter(state: HolderState, act: StateAct): HolderState | undefined {
  return NEXT[state][act];
}
