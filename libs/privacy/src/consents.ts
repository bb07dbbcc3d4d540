import type { Transaction } from '@carbon/database';
import { needsGuardian } from './domain/refusals';
import { type Consent, standingConsents } from './persistence/consents';
import { isGuardianOf, isWarded } from './persistence/guardianships';
import { findPerson } from './persistence/persons';
import { consentPurpose } from './rules/consent-purposes';
import type { ConsentParts } from './use-cases/consent-parts';
import { recordConsent, type Statement } from './use-cases/record-consent';
import { personSpokenFor, speaksFor } from './use-cases/speak-for';
import { withdrawConsent } from './use-cases/withdraw-consent';

/** What a consent is about. */
export interface ConsentMatter {
  readonly personId: string;
  readonly purpose: string;
  readonly source: string;
  readonly now: Date;
}

/** What other rooms ask before they process data of a person, and how they record what they were told. */
export class Consents {
  constructor(private readonly parts: ConsentParts) {}

  /**
   * Whether a person's data of a source may be processed for a purpose now (PII-001): the consent stands, to the text
   * as it is, the person is neither erased nor restricted, and for a child it was given by who is guardian still.
   */
  async stands(tx: Transaction, about: ConsentMatter): Promise<boolean> {
    const { personId, purpose, now } = about;
    const { vault } = this.parts;
    if ((await vault.own(tx, personId)) === undefined) return false;
    const consent = (await standingConsents(tx, about)).at(-1);
    if (consent === undefined || consent.textVersion !== consentPurpose(purpose)?.version) return false;
    if (!(await vault.isChild(tx, personId, now))) return true;
    return isGuardianOf(tx, consent.givenBy, personId);
  }

  /**
   * As `stands`; until the transaction ends nobody withdraws it: what is made of it is there for the one who hears of the
   * withdrawal.
   * @throws Refusal PERSON_ERASED, PERSON_RESTRICTED, PERSON_UNKNOWN
   */
  async standsForNow(tx: Transaction, about: ConsentMatter): Promise<boolean> {
    await this.parts.vault.isChildForNow(tx, about.personId, about.now);
    return this.stands(tx, about);
  }

  /** Until the transaction ends nobody else says or withdraws anything for the person. */
  async hold(tx: Transaction, personId: string): Promise<void> {
    await findPerson(tx, personId, true);
  }

  /** What is said of one purpose and source. @throws Refusal as `recordConsent` */
  record(tx: Transaction, statement: Statement, now: Date): Promise<Consent> {
    return recordConsent(tx, this.parts, statement, now);
  }

  /** @throws Refusal CONSENT_UNKNOWN, CONSENT_NOT_GIVEN */
  withdraw(
    tx: Transaction,
    order: { readonly consentId: string; readonly caller: string },
    now: Date,
  ): Promise<Consent> {
    return withdrawConsent(tx, this.parts, order, now);
  }

  /** Withdraws what stands of some purposes, whatever their sources. Gives how many. */
  async withdrawAll(
    tx: Transaction,
    about: { readonly personId: string; readonly purposes: readonly string[]; readonly caller: string },
    now: Date,
  ): Promise<number> {
    const { personId, purposes, caller } = about;
    let count = 0;
    for (const purpose of purposes) {
      for (const { id: consentId } of await standingConsents(tx, { personId, purpose })) {
        await this.withdraw(tx, { consentId, caller }, now);
        count += 1;
      }
    }
    return count;
  }

  /**
   * The person whom a request is about: the one who asks, or the ward it names.
   * @throws Refusal PERSON_UNKNOWN for who is nobody's ward of the one who asks
   */
  personSpokenFor(
    tx: Transaction,
    about: { readonly speaker: string; readonly ward: string | undefined },
    now: Date,
  ): Promise<string> {
    return personSpokenFor(tx, this.parts.vault, about, now);
  }

  /** Whether somebody may decide for a person: for oneself, and as guardian for a child (PII-001). */
  speaksFor(
    tx: Transaction,
    about: { readonly speaker: string; readonly personId: string },
    now: Date,
  ): Promise<boolean> {
    return speaksFor(tx, this.parts.vault, about.speaker, about.personId, now);
  }

  /** Whether only a guardian consents for this person now (PII-001). */
  isChild(tx: Transaction, personId: string, now: Date): Promise<boolean> {
    return this.parts.vault.isChild(tx, personId, now);
  }

  /** For acts that need no consent but a guardian. @throws Refusal PERSON_NEEDS_GUARDIAN (PII-001) */
  async requireGuardian(tx: Transaction, personId: string, now: Date): Promise<void> {
    if (!(await this.isChild(tx, personId, now))) return;
    if (!(await isWarded(tx, personId))) throw needsGuardian();
  }
}
