import type { Wrong } from './file-checks';

/**
 * How well a rule is founded, best first. F: full text read; E: excerpt or news only; M+: memory, sure; S: secondary
 * code or commentary; D: consultation draft; M-: memory, unsure; X: our own design where no rule was found.
 */
export const CERTAINTIES = ['F', 'E', 'M+', 'S', 'D', 'M-', 'X'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** An answer is founded as well as the worst founded rule it rests on. */
export function worstOf(certainties: Iterable<Certainty>): Certainty {
  let worst = 0;
  for (const certainty of certainties) worst = Math.max(worst, CERTAINTIES.indexOf(certainty));
  return CERTAINTIES[worst] ?? 'X';
}

export function readCertainty(value: unknown, wrong: Wrong): Certainty {
  const certainty = CERTAINTIES.find((known) => known === value);
  if (certainty === undefined) wrong(`certainty must be one of ${CERTAINTIES.join(', ')}`);
  return certainty ?? 'X';
}
