import type { Clock } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';

/** What penalties work with. */
export interface PenaltyDesk {
  readonly rulebook: Rulebook;
  readonly clock: Clock;
}
