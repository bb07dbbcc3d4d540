import type { AuditActor } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { PersonFields } from './domain/person-fields';

/** Keeps what is known of natural persons: encrypted per person, found by blind index, erased by deleting one key. */
export abstract class PersonVault {
  /**
   * Of somebody who is known by the identity number already, what stands is kept and what was not known is added.
   * @returns the id of the person; the one who has this identity number already, if any
   * @throws Refusal INPUT_MALFORMED, PERSON_RESTRICTED; PERSON_NEEDS_GUARDIAN for a child under 14 (PII-001)
   */
  abstract enter(tx: Transaction, fields: PersonFields, now: Date): Promise<string>;
  /**
   * Adds or replaces fields.
   * @throws Refusal PERSON_ERASED, PERSON_RESTRICTED, PERSON_UNKNOWN, PERSON_IDENTITY_TAKEN, PERSON_NEEDS_GUARDIAN
   */
  abstract change(tx: Transaction, personId: string, fields: PersonFields, now: Date): Promise<void>;
  /**
   * Every read of somebody else's data is recorded with its reason.
   * @throws Refusal PERSON_ERASED, PERSON_RESTRICTED, PERSON_UNKNOWN
   */
  abstract read(
    tx: Transaction,
    personId: string,
    why: { readonly reason: string; readonly now: Date },
  ): Promise<PersonFields>;
  /** For the person's own sake (greeting, mail): not recorded. Undefined when erased or restricted (PII-003). */
  abstract own(tx: Transaction, personId: string): Promise<PersonFields | undefined>;
  /**
   * Erases somebody with whom nothing came about (an invitation nobody took), whom no room has to keep; nothing happens
   * for one who is erased or restricted already. Whoever has an account is erased by order (PII-003).
   */
  abstract forget(tx: Transaction, personId: string, now: Date, by?: AuditActor): Promise<void>;
  /**
   * Encrypts a value of another room under the person's own key: whoever erases the person erases it too (PII-005).
   * `context` is bound to it and needed again.
   * @throws Refusal PERSON_ERASED, PERSON_RESTRICTED, PERSON_UNKNOWN
   */
  abstract sealFor(tx: Transaction, personId: string, context: string, plain: Uint8Array): Promise<Buffer>;
  /** Undefined when the person is erased or restricted (PII-003). @throws Refusal PERSON_UNKNOWN */
  abstract openFor(
    tx: Transaction,
    personId: string,
    context: string,
    sealed: Uint8Array,
  ): Promise<Buffer | undefined>;
  /**
   * A keyed fingerprint (HMAC) to find rows by a value without storing it. The last word of the purpose says how the
   * value is normalised: `email`, `phone`, `identity-number`, also behind a room's name as in `login.email`.
   */
  abstract blindIndex(purpose: string, value: string): Buffer;
  /** Encrypts a secret that is not a person's (a TOTP seed); `context` is bound to it and needed again. */
  abstract seal(context: string, plain: Uint8Array): Buffer;
  abstract open(context: string, sealed: Uint8Array): Buffer;
  /** What to store instead after the master key was changed; undefined when it is sealed under the current one. */
  abstract resealed(context: string, sealed: Uint8Array): Buffer | undefined;
}
