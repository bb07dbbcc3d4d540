import type { Transaction } from '@carbon/database';

/** What is known of a natural person. All of it is encrypted at rest under a key of that person alone. */
export interface PersonFields {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  /** 居民身份证号 or passport. */
  readonly identityNumber?: string;
  /** China date. */
  readonly birthDate?: string;
  readonly address?: string;
}

/** Keeps what is known of natural persons: encrypted per person, found by blind index, erased by deleting one key. */
export abstract class PersonVault {
  /** @returns the id of the person; the one who has this identity number already, if any */
  abstract enter(tx: Transaction, fields: PersonFields, now: Date): Promise<string>;
  /** Adds or replaces fields. @throws Refusal PERSON_ERASED, PERSON_UNKNOWN */
  abstract change(tx: Transaction, personId: string, fields: PersonFields, now: Date): Promise<void>;
  /** Every read of somebody else's data is recorded with its reason. @throws Refusal PERSON_ERASED, PERSON_UNKNOWN */
  abstract read(
    tx: Transaction,
    personId: string,
    why: { readonly reason: string; readonly now: Date },
  ): Promise<PersonFields>;
  /** For the person's own sake (greeting, mail): not recorded. Undefined when erased. */
  abstract own(tx: Transaction, personId: string): Promise<PersonFields | undefined>;
  /** A keyed fingerprint (HMAC) to find rows by a value without storing it. */
  abstract blindIndex(purpose: string, value: string): Buffer;
  /** Encrypts a secret that is not a person's (a TOTP seed); `context` is bound to it and needed again. */
  abstract seal(context: string, plain: Uint8Array): Buffer;
  abstract open(context: string, sealed: Uint8Array): Buffer;
}
