import type { Transaction } from '@carbon/database';
import { type Json, malformed, Refusal } from '@carbon/kernel';
import type { PersonVault } from '@carbon/privacy';
import type { BeneficiaryKind, Claim } from '../persistence/claim.entity';
import type { Desk } from './desk';

/** What claims work with: persons they are for are known to the vault only. */
export interface ClaimDesk extends Desk {
  readonly vault: PersonVault;
}

/** Who used the power. The identifier is a company's credit code, or a person's own number, which goes to the vault. */
export interface Beneficiary {
  readonly kind: BeneficiaryKind;
  readonly nameZh: string;
  /** Of a person it is not kept: the name is that of the identity document. */
  readonly nameEn: string;
  readonly identifier: string;
}

/** What a claim tells of its beneficiary's life, and what its commitment can be proved with. */
export interface ClaimSecrets {
  readonly salt: Buffer;
  readonly purpose: string;
  readonly place: string;
}

type KeptColumns = Pick<
  Claim,
  | 'beneficiaryKind'
  | 'beneficiaryZh'
  | 'beneficiaryEn'
  | 'beneficiaryIdentifier'
  | 'beneficiaryPersonId'
  | 'salt'
  | 'purpose'
  | 'place'
  | 'sealed'
>;

/** A beneficiary as a claim commits to it, and how the claim keeps it. */
export interface EnteredBeneficiary {
  readonly committed: Json;
  keep(secrets: ClaimSecrets): Promise<KeptColumns>;
}

/**
 * An organisation stands in the claim; a person is entered in the vault, and the claim keeps an id that leads nowhere
 * once the person is erased. Purpose, place and salt go with the person: without the salt nobody can try names against
 * the commitment (PII-004, PII-005).
 * @throws Refusal INPUT_MALFORMED naming `beneficiary`, PERSON_RESTRICTED, PERSON_NEEDS_GUARDIAN
 */
export function enterBeneficiary(
  tx: Transaction,
  desk: ClaimDesk,
  beneficiary: Beneficiary,
): Promise<EnteredBeneficiary> {
  return beneficiary.kind === 'person'
    ? enterPerson(tx, desk, beneficiary)
    : Promise.resolve(organisation(beneficiary));
}

function organisation({ kind, nameZh, nameEn, identifier }: Beneficiary): EnteredBeneficiary {
  return {
    committed: { kind, nameZh, nameEn, identifier },
    keep: (secrets) =>
      Promise.resolve({
        beneficiaryKind: kind,
        beneficiaryZh: nameZh,
        beneficiaryEn: nameEn,
        beneficiaryIdentifier: identifier,
        beneficiaryPersonId: null,
        sealed: null,
        ...secrets,
      }),
  };
}

async function enterPerson(
  tx: Transaction,
  { vault, clock }: ClaimDesk,
  { kind, nameZh, identifier }: Beneficiary,
): Promise<EnteredBeneficiary> {
  const fields = { name: nameZh, identityNumber: identifier };
  const personId = await vault.enter(tx, fields, clock.now()).catch(byFieldsOfClaims);
  // of somebody who is known already, what stands is what counts
  const known = { ...fields, ...(await vault.own(tx, personId)) };
  return {
    committed: { kind, name: known.name, identityNumber: known.identityNumber },
    keep: async (secrets) => ({
      beneficiaryKind: kind,
      beneficiaryZh: null,
      beneficiaryEn: null,
      beneficiaryIdentifier: null,
      beneficiaryPersonId: personId,
      salt: null,
      purpose: null,
      place: null,
      sealed: await vault.sealFor(tx, personId, SEALED, written(secrets)),
    }),
  };
}

/** What is sealed with the person of a claim; undefined when the person is erased or restricted. */
export async function openSecrets(
  tx: Transaction,
  { vault }: Pick<ClaimDesk, 'vault'>,
  { beneficiaryPersonId: personId, sealed }: Pick<Claim, 'beneficiaryPersonId' | 'sealed'>,
): Promise<ClaimSecrets | undefined> {
  if (personId === null || sealed === null) return undefined;
  const plain = await vault.openFor(tx, personId, SEALED, sealed);
  return plain === undefined ? undefined : read(plain);
}

/** Binds what is sealed to what it is for. */
const SEALED = 'certificates.claim';

function written({ salt, purpose, place }: ClaimSecrets): Buffer {
  return Buffer.from(JSON.stringify({ salt: salt.toString('hex'), purpose, place }));
}

function read(plain: Buffer): ClaimSecrets {
  const { salt, ...rest } = JSON.parse(plain.toString()) as Record<'salt' | 'purpose' | 'place', string>;
  return { ...rest, salt: Buffer.from(salt, 'hex') };
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'beneficiary.nameZh',
  identityNumber: 'beneficiary.identifier',
};

/** The faults of the vault, by the names that the fields of a claim have. */
function byFieldsOfClaims(error: unknown): never {
  if (!(error instanceof Refusal) || error.code !== 'INPUT_MALFORMED') throw error;
  throw malformed(error.fields.map((each) => ({ ...each, field: FIELDS[each.field] ?? each.field })));
}
