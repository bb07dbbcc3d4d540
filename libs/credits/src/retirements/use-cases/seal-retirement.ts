import type { Transaction } from '@carbon/database';
import { type Json, malformed, Refusal } from '@carbon/kernel';
import type { RetirementDocument } from '../domain/document';
import type { Retirement } from '../persistence/retirement';
import type { RetirementDesk } from './desk';

/** Whom a retirement is for. The identifier is a credit code, or a person's own number, which goes to the vault. */
export interface RetirementBeneficiary {
  readonly kind: 'organisation' | 'person';
  readonly nameZh: string;
  /** Of a person it is not kept. */
  readonly nameEn: string;
  readonly identifier: string;
  /** ISO 3166-1. */
  readonly country: string;
}

/** Salt and document of a retirement, wherever they stand. */
export interface Opened {
  readonly salt: Buffer;
  readonly document: RetirementDocument;
}

/** Binds what is sealed to what it is for. */
const SEALED = 'credits.retirement';

/** A beneficiary as the document has it, and the vault's id of a person. @throws Refusal of the vault */
export async function enterBeneficiary(
  tx: Transaction,
  { vault, clock }: RetirementDesk,
  { kind, nameZh, nameEn, identifier, country }: RetirementBeneficiary,
): Promise<{ readonly committed: Json; readonly personId: string | null }> {
  if (kind === 'organisation') {
    return { committed: { kind, nameZh, nameEn, identifier, country }, personId: null };
  }
  const fields = { name: nameZh, identityNumber: identifier };
  const personId = await vault.enter(tx, fields, clock.now()).catch(byOurFields);
  // of somebody who is known already, what stands is what counts
  const known = { ...fields, ...(await vault.own(tx, personId)) };
  return { committed: { kind, name: known.name, identityNumber: known.identityNumber, country }, personId };
}

type Kept = Pick<Retirement, 'salt' | 'document' | 'sealed'>;

/** Of a person both are sealed: without the salt nobody can try names against the commitment (PII-004). */
export async function keep(
  tx: Transaction,
  { vault }: Pick<RetirementDesk, 'vault'>,
  personId: string | null,
  { salt, document }: Opened,
): Promise<Kept> {
  if (personId === null) return { salt, document, sealed: null };
  const plain = Buffer.from(JSON.stringify({ salt: salt.toString('hex'), document }));
  return { salt: null, document: null, sealed: await vault.sealFor(tx, personId, SEALED, plain) };
}

/** Undefined once the person is erased, or while it is restricted. */
export async function open(
  tx: Transaction,
  { vault }: Pick<RetirementDesk, 'vault'>,
  { beneficiaryPersonId: personId, salt, document, sealed }: Retirement,
): Promise<Opened | undefined> {
  if (salt !== null && document !== null) return { salt, document };
  if (personId === null || sealed === null) return undefined;
  const plain = await vault.openFor(tx, personId, SEALED, sealed);
  if (plain === undefined) return undefined;
  const read = JSON.parse(plain.toString()) as { salt: string; document: RetirementDocument };
  return { salt: Buffer.from(read.salt, 'hex'), document: read.document };
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'beneficiary.nameZh',
  identityNumber: 'beneficiary.identifier',
};

/** The faults of the vault, by the names that our fields have. */
function byOurFields(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'INPUT_MALFORMED') throw error;
  throw malformed(error.fields.map((each) => ({ ...each, field: FIELDS[each.field] ?? each.field })));
}
