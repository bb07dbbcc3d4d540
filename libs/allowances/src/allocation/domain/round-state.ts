export const ROUND_PHASES = ['pre', 'final'] as const;
/** `pre` on last year's verified emissions (ALC-009), `final` on this year's. */
export type RoundPhase = (typeof ROUND_PHASES)[number];

export const ROUND_STATES = [
  'draft',
  'calculated',
  'published',
  'reviewed',
  'approved',
  'issuing',
  'issued',
  'cancelled',
] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export const ROUND_ACTS = [
  'open',
  'calculate',
  'publish',
  'review',
  'approve',
  'issue',
  'finish',
  'cancel',
] as const;
export type RoundAct = (typeof ROUND_ACTS)[number];

interface RoundStep {
  readonly act: RoundAct;
  readonly from: RoundState | 'new';
  readonly to: RoundState;
}

/** What is not in this table cannot happen to a round; the database is held to the same table. */
export const ROUND_STEPS: readonly RoundStep[] = [
  { act: 'open', from: 'new', to: 'draft' },
  { act: 'calculate', from: 'draft', to: 'calculated' },
  { act: 'calculate', from: 'calculated', to: 'calculated' },
  { act: 'publish', from: 'calculated', to: 'published' },
  // when the time for appeals is over and every appeal is decided
  { act: 'review', from: 'published', to: 'reviewed' },
  { act: 'approve', from: 'reviewed', to: 'approved' },
  { act: 'issue', from: 'approved', to: 'issuing' },
  // what was held back is tried again
  { act: 'issue', from: 'issuing', to: 'issuing' },
  { act: 'finish', from: 'issuing', to: 'issued' },
  { act: 'cancel', from: 'draft', to: 'cancelled' },
  { act: 'cancel', from: 'calculated', to: 'cancelled' },
  { act: 'cancel', from: 'published', to: 'cancelled' },
  { act: 'cancel', from: 'reviewed', to: 'cancelled' },
  { act: 'cancel', from: 'approved', to: 'cancelled' },
];

/** The state after an act; undefined where the act is not open. */
export function stateAfter(state: RoundState | 'new', act: RoundAct): RoundState | undefined {
  return ROUND_STEPS.find((step) => step.from === state && step.act === act)?.to;
}

/** What may happen next, in the order of the table. */
export function actsOpenIn(state: RoundState): RoundAct[] {
  return ROUND_STEPS.filter(({ from }) => from === state).map(({ act }) => act);
}

/** States in which enterprises see their lines. */
export const SHOWN_STATES: readonly RoundState[] = ['published', 'reviewed', 'approved', 'issuing', 'issued'];
/** States in which a round's figures count as allocated. */
export const APPROVED_STATES: readonly RoundState[] = ['approved', 'issuing', 'issued'];
