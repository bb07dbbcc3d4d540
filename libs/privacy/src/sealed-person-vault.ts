import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { birthDateOf, isUnderAge } from './domain/age';
import { checkFields } from './domain/check-fields';
import { givenFields, type PersonField, type PersonFields } from './domain/person-fields';
import {
  identityNumberTaken,
  needsGuardian,
  personErased,
  personRestricted,
  personUnknown,
  reasonMissing,
} from './domain/refusals';
import { KeyRing, type KeyRingParts, type WrappedKey } from './keys/key-ring';
import { openWith, type Place, sealWith } from './keys/sealing';
import { isWarded } from './persistence/guardianships';
import {
  claimIdentity,
  deleteKey,
  findPerson,
  type IndexPurpose,
  insertPerson,
  personOfIdentity,
  personsOfIndex,
  type PersonRow,
  readSealedFields,
  writeIndex,
  writeSealedField,
} from './persistence/persons';
import { PersonVault } from './person-vault';
import { GUARDIAN_BELOW_AGE } from './rules/privacy-pack';

/** A person whose data may be worked with. */
type LivePerson = PersonRow & { readonly key: WrappedKey };

/** What somebody is looked for by. */
export interface Clue {
  readonly purpose: IndexPurpose;
  readonly value: string;
}

/** What a read or a correction rests on. */
export interface Proof {
  readonly reason?: string;
  /** SHA-256, hex. */
  readonly documentHash?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where a field is stored, bound to its ciphertext: it opens in no other column and of no other person. */
const fieldPlace = (field: PersonField, personId: string): Place => ['privacy.person_field', field, personId];

/** Where a value of another room belongs: to this person and nobody else. */
const valuePlace = (context: string, personId: string): Place => ['person-value', context, personId];

/** Persons in PostgreSQL, each under a data key of its own that a master key outside the database wraps. */
export class SealedPersonVault extends PersonVault {
  readonly ring: KeyRing;

  constructor(keys: KeyRingParts) {
    super();
    this.ring = new KeyRing(keys);
  }

  override async enter(tx: Transaction, fields: PersonFields, now: Date): Promise<string> {
    return this.admit(tx, fields, now, 'alone');
  }

  /** As `enter`, for a child whose guardian is entered in the same transaction (PII-001). */
  async enterWard(tx: Transaction, fields: PersonFields, now: Date): Promise<string> {
    return this.admit(tx, fields, now, 'guarded');
  }

  override async change(
    tx: Transaction,
    personId: string,
    fields: PersonFields,
    now: Date,
    proof: Proof = {},
  ): Promise<void> {
    checkFields(fields);
    const person = await this.live(tx, personId, true);
    const known = await this.fieldsOf(tx, person);
    const after = { ...known, ...fields };
    checkFields(after);
    if (needsGuardianAt(after, now) && !(await isWarded(tx, person.id))) throw needsGuardian();
    await this.write(tx, person, fields, now);
    await recordFields(tx, 'person.changed', person.id, fields, now, proof);
  }

  override async read(
    tx: Transaction,
    personId: string,
    { reason, now }: { readonly reason: string; readonly now: Date },
  ): Promise<PersonFields> {
    if (reason.trim() === '') throw reasonMissing();
    const person = await this.live(tx, personId);
    const fields = await this.fieldsOf(tx, person);
    await recordFields(tx, 'person.read', person.id, fields, now, { reason });
    return fields;
  }

  override async own(tx: Transaction, personId: string): Promise<PersonFields | undefined> {
    const person = await this.find(tx, personId);
    return isLive(person) ? this.fieldsOf(tx, person) : undefined;
  }

  override async forget(tx: Transaction, personId: string, now: Date, by?: AuditActor): Promise<void> {
    const person = await this.find(tx, personId, true);
    if (!isLive(person)) return;
    const { id } = person;
    await deleteKey(tx, id, now);
    const subject = { kind: 'person', id };
    await recordAudit(tx, { action: 'person.erased', subject, personal: true }, now, by);
  }

  /** What is known, also while it is restricted: for the person's own copy of it (PII-002). Undefined when erased. */
  async ownCopy(tx: Transaction, personId: string): Promise<PersonFields | undefined> {
    const { key, ...person } = await this.find(tx, personId);
    return key === undefined ? undefined : this.fieldsOf(tx, { ...person, key });
  }

  /** Whether a guardian must act for a person at a moment (PII-001); nobody acts for one who is erased. */
  async isChild(tx: Transaction, personId: string, now: Date): Promise<boolean> {
    const fields = await this.ownCopy(tx, personId);
    return fields !== undefined && needsGuardianAt(fields, now);
  }

  /** Persons found by an e-mail address, telephone or identity number, oldest first after one of them. */
  async search(tx: Transaction, clue: Clue, after: string | undefined, limit: number): Promise<string[]> {
    const digest = this.ring.blindIndex(clue.purpose, clue.value);
    return personsOfIndex(tx, { purpose: clue.purpose, digest, after, limit });
  }

  /**
   * As `isChild`; what is known of the person stays as it is until the transaction ends.
   * @throws Refusal PERSON_ERASED, PERSON_RESTRICTED, PERSON_UNKNOWN
   */
  async isChildForNow(tx: Transaction, personId: string, now: Date): Promise<boolean> {
    return needsGuardianAt(await this.fieldsOf(tx, await this.live(tx, personId, true)), now);
  }

  override async sealFor(
    tx: Transaction,
    personId: string,
    context: string,
    plain: Uint8Array,
  ): Promise<Buffer> {
    const person = await this.live(tx, personId);
    const dataKey = this.ring.unwrap(person.id, person.key);
    const sealed = sealWith(dataKey, valuePlace(context, person.id), plain);
    dataKey.fill(0);
    return sealed;
  }

  override async openFor(
    tx: Transaction,
    personId: string,
    context: string,
    sealed: Uint8Array,
  ): Promise<Buffer | undefined> {
    const person = await this.find(tx, personId);
    if (!isLive(person)) return undefined;
    const dataKey = this.ring.unwrap(person.id, person.key);
    const plain = openWith(dataKey, valuePlace(context, person.id), sealed);
    dataKey.fill(0);
    return plain;
  }

  override blindIndex(purpose: string, value: string): Buffer {
    return this.ring.blindIndex(purpose, value);
  }

  override seal(context: string, plain: Uint8Array): Buffer {
    return this.ring.seal(context, plain);
  }

  override open(context: string, sealed: Uint8Array): Buffer {
    return this.ring.open(context, sealed);
  }

  override resealed(context: string, sealed: Uint8Array): Buffer | undefined {
    return this.ring.resealed(context, sealed);
  }

  private async admit(
    tx: Transaction,
    fields: PersonFields,
    now: Date,
    how: 'alone' | 'guarded',
  ): Promise<string> {
    checkFields(fields);
    if (how === 'alone' && needsGuardianAt(fields, now)) throw needsGuardian();
    if (fields.identityNumber === undefined) return this.create(tx, newId(), fields, now);
    const digest = this.ring.blindIndex('identity-number', fields.identityNumber);
    for (;;) {
      const id = newId();
      if (await claimIdentity(tx, id, digest)) return this.create(tx, id, fields, now);
      const known = await personOfIdentity(tx, digest);
      const person = known === undefined ? undefined : await findPerson(tx, known, true);
      // erased between the claim and the look: the number is free again
      if (person?.key === undefined) continue;
      if (!isLive(person)) throw restrictedOrErased(person);
      await this.addMissing(tx, person, fields, now);
      return person.id;
    }
  }

  private async create(tx: Transaction, id: string, fields: PersonFields, now: Date): Promise<string> {
    const dataKey = this.ring.newDataKey();
    const key = this.ring.wrap(id, dataKey);
    await insertPerson(tx, id, key, now);
    await this.write(tx, { id, createdAt: now, erasedAt: null, restrictedUntil: null, key }, fields, now);
    await recordAudit(tx, { action: 'person.entered', subject: { kind: 'person', id }, personal: true }, now);
    return id;
  }

  private async addMissing(
    tx: Transaction,
    person: LivePerson,
    fields: PersonFields,
    now: Date,
  ): Promise<void> {
    const known = await this.fieldsOf(tx, person);
    const missing = Object.fromEntries(givenFields(fields).filter(([name]) => known[name] === undefined));
    if (Object.keys(missing).length > 0) await this.change(tx, person.id, missing, now);
  }

  private async write(tx: Transaction, person: LivePerson, fields: PersonFields, now: Date): Promise<void> {
    const dataKey = this.ring.unwrap(person.id, person.key);
    for (const [field, value] of givenFields(fields)) {
      const sealed = sealWith(dataKey, fieldPlace(field, person.id), Buffer.from(value.normalize('NFC')));
      await writeSealedField(tx, { personId: person.id, field, sealed, now });
      await this.index(tx, person.id, field, value);
    }
    dataKey.fill(0);
  }

  private async index(tx: Transaction, personId: string, field: PersonField, value: string): Promise<void> {
    if (field === 'identityNumber') {
      const digest = this.ring.blindIndex('identity-number', value);
      if (!(await claimIdentity(tx, personId, digest))) throw identityNumberTaken();
    } else if (field === 'email' || field === 'phone') {
      await writeIndex(tx, { personId, purpose: field, digest: this.ring.blindIndex(field, value) });
    }
  }

  private async fieldsOf(tx: Transaction, person: LivePerson): Promise<PersonFields> {
    const dataKey = this.ring.unwrap(person.id, person.key);
    const rows = await readSealedFields(tx, person.id);
    const fields = rows.map(({ field, sealed }) => [
      field,
      openWith(dataKey, fieldPlace(field, person.id), sealed).toString(),
    ]);
    dataKey.fill(0);
    return Object.fromEntries(fields) as PersonFields;
  }

  private async find(tx: Transaction, personId: string, locked = false): Promise<PersonRow> {
    const person = UUID.test(personId) ? await findPerson(tx, personId, locked) : undefined;
    if (person === undefined) throw personUnknown();
    return person;
  }

  private async live(tx: Transaction, personId: string, locked = false): Promise<LivePerson> {
    const person = await this.find(tx, personId, locked);
    if (!isLive(person)) throw restrictedOrErased(person);
    return person;
  }
}

function isLive(person: PersonRow): person is LivePerson {
  return person.key !== undefined && person.restrictedUntil === null;
}

function restrictedOrErased({ restrictedUntil }: PersonRow): Error {
  return restrictedUntil === null ? personErased() : personRestricted(restrictedUntil);
}

function needsGuardianAt(fields: PersonFields, now: Date): boolean {
  const birthDate = birthDateOf(fields);
  return birthDate !== undefined && isUnderAge(birthDate, GUARDIAN_BELOW_AGE, now);
}

/** Which fields were read or changed, never their values. */
function recordFields(
  tx: Transaction,
  action: 'person.read' | 'person.changed',
  id: string,
  fields: PersonFields,
  now: Date,
  proof: Proof,
): Promise<void> {
  const after = { fields: givenFields(fields).map(([name]) => name) };
  const subject = { kind: 'person', id };
  return recordAudit(tx, { action, subject, after, personal: true, ...proof }, now);
}
