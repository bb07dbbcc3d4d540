import type { Reader } from '@carbon/database';
import type { Contents } from '@carbon/documents';
import type { Clock } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';

/** What the use cases of emitters work with. */
export interface EmitterDesk {
  readonly clock: Clock;
  /** The rule packs as approved by now. */
  readonly packs: (reader: Reader) => Promise<PackSource>;
  readonly contents: Contents;
}
