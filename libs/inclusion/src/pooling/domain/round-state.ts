import type { Text } from '@carbon/kernel';

/** How far a round is. */
export const ROUND_STATES = ['told', 'verified', 'issued', 'returned'] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export const STATE_WORDS: Readonly<Record<RoundState, Text>> = {
  told: { zh: '已汇集，等待核证', en: 'pooled, waits for its verifier' },
  verified: { zh: '已核证，等待签发', en: 'verified, waits for the issue' },
  issued: { zh: '已签发', en: 'issued' },
  returned: { zh: '已全部取回', en: 'all of it came back' },
};
