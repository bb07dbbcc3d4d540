import type { Rulebook } from '@carbon/rulebook';
import type { OpenCommitments } from './open-commitments';

/** What deciding who trades what works with. */
export interface InstrumentParts {
  readonly rulebook: Pick<Rulebook, 'packs'>;
  readonly commitments: OpenCommitments;
}
