import type { Database } from '@carbon/database';
import type { Clock } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';

/** What papers work with. */
export interface PaperDesk {
  readonly database: Database;
  readonly rulebook: Rulebook;
  readonly clock: Clock;
  /** Address of the public pages, without a slash at its end. */
  readonly site: string;
}
