import type { Command } from '@carbon/ledger';
import type { EntryFate } from '../persistence/entries';

/** One thing to do on the ledger, and what to write once it said yes or no. */
export interface Step {
  readonly command: Command;
  readonly done: (transactionId: bigint) => Promise<EntryFate>;
  readonly refused: (code: string) => Promise<EntryFate>;
}

/** What is to be done for entries: steps on the ledger, and fates that need none. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly fates: readonly EntryFate[];
  /** Called with all fates once the ledger has answered. */
  readonly finish?: () => Promise<void>;
}
