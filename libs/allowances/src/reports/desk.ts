import type { Reader } from '@carbon/database';
import type { Contents } from '@carbon/documents';
import type { Clock } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';
import type { VerifiedListeners } from '../verified/verified-listeners';

/** What the use cases of reports and verification work with. */
export interface ReportDesk {
  readonly clock: Clock;
  /** The rule packs as approved by now. */
  readonly packs: (reader: Reader) => Promise<PackSource>;
  readonly contents: Contents;
  readonly listeners: VerifiedListeners;
}
