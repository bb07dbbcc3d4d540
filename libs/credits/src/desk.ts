import type { Clock } from '@carbon/kernel';
import type { Ledger } from '@carbon/ledger';

/** What every use case of this room works with. */
export interface CreditDesk {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** Who acts, for which house, and who approved where four eyes are wanted (INV-08). */
export interface Acting {
  readonly actor: string;
  readonly houseId: string | null;
  readonly approver?: string;
}
