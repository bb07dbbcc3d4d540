import type { Database } from '@carbon/database';
import type { Clock } from '@carbon/kernel';
import type { LandingGate } from './landing-gate';
import type { ActProofs } from './proofs';
import type { LandingParts } from './use-cases/land-acts';

/** What the ways in of acts work with. */
export interface IntakeDesk extends LandingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly gate: LandingGate;
  readonly proofs: ActProofs;
}

export const INTAKE_DESK = Symbol('desk of act intake');
