import type { ConsentListeners } from '../consent-listeners';
import type { SealedPersonVault } from '../sealed-person-vault';

/** What consents are recorded with: what is known of persons, and who hears when a consent ends. */
export interface ConsentParts {
  readonly vault: SealedPersonVault;
  readonly listeners: ConsentListeners;
}
