import type { Transaction } from '@carbon/database';
import { needsGuardian } from './domain/refusals';
import { standingConsents } from './persistence/consents';
import { isGuardianOf, isWarded } from './persistence/guardianships';
import { consentPurpose } from './rules/consent-purposes';
import type { SealedPersonVault } from './sealed-person-vault';

/** What other rooms ask before they process data of a person. */
export class Consents {
  constructor(private readonly vault: SealedPersonVault) {}

  /**
   * Whether a person's data of a source may be processed for a purpose now (PII-001): the consent stands, to the text
   * as it is, the person is neither erased nor restricted, and for a child it was given by who is guardian still.
   */
  async stands(
    tx: Transaction,
    about: {
      readonly personId: string;
      readonly purpose: string;
      readonly source: string;
      readonly now: Date;
    },
  ): Promise<boolean> {
    const { personId, purpose, now } = about;
    if ((await this.vault.own(tx, personId)) === undefined) return false;
    const consent = (await standingConsents(tx, about)).at(-1);
    if (consent === undefined || consent.textVersion !== consentPurpose(purpose)?.version) return false;
    if (!(await this.vault.isChild(tx, personId, now))) return true;
    return isGuardianOf(tx, consent.givenBy, personId);
  }

  /** For acts that need no consent but a guardian. @throws Refusal PERSON_NEEDS_GUARDIAN (PII-001) */
  async requireGuardian(tx: Transaction, personId: string, now: Date): Promise<void> {
    if (!(await this.vault.isChild(tx, personId, now))) return;
    if (!(await isWarded(tx, personId))) throw needsGuardian();
  }
}
