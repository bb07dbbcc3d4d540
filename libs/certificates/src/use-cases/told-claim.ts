import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { deskOf, isHolderKind } from '@carbon/identity';
import { Refusal } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import type { PersonFields } from '@carbon/privacy';
import type { BeneficiaryKind, Claim } from '../persistence/claim.entity';
import { type ClaimDesk, openSecrets } from './beneficiaries';

/** `withheld`: not for this reader. `restricted`, `erased`: for nobody any more, until then or for good. */
export const PARTICULARS = ['shown', 'withheld', 'restricted', 'erased'] as const;
export type Particulars = (typeof PARTICULARS)[number];

/** What a reader of a claim is told of its beneficiary; null is what this reader is not. */
export interface ToldClaim {
  readonly beneficiary: {
    readonly kind: BeneficiaryKind;
    readonly particulars: Particulars;
    readonly nameZh: string | null;
    readonly nameEn: string | null;
    readonly identifier: string | null;
  };
  readonly salt: Buffer | null;
  readonly purpose: string | null;
  readonly place: string | null;
}

/** What stands in the claim itself: of a person nothing. */
export function toldToAll(claim: Claim, particulars: Particulars = 'withheld'): ToldClaim {
  const { salt, purpose, place } = claim;
  return {
    ...{ salt, purpose, place },
    beneficiary: {
      kind: claim.beneficiaryKind,
      particulars: claim.beneficiaryPersonId === null ? 'shown' : particulars,
      nameZh: claim.beneficiaryZh,
      nameEn: claim.beneficiaryEn,
      identifier: claim.beneficiaryIdentifier,
    },
  };
}

/**
 * The same, with the particulars of a person for those whose matter the claim is: the holder of the account that
 * claimed, and the registry. Each such reading is in the audit trail.
 */
export async function toldTo(
  tx: Transaction,
  desk: ClaimDesk,
  claim: Claim,
  caller: Caller,
): Promise<ToldClaim> {
  const { beneficiaryPersonId: personId } = claim;
  if (personId === null || !(await isTheirMatter(tx, claim, caller))) return toldToAll(claim);
  const fields = await readPerson(tx, desk, personId, `claim ${claim.receiptNumber}`);
  if (typeof fields === 'string') return toldToAll(claim, fields);
  const told = toldToAll(claim, 'shown');
  const { name = null, identityNumber = null } = fields;
  return {
    ...told,
    ...(await openSecrets(tx, desk, claim)),
    beneficiary: { ...told.beneficiary, nameZh: name, identifier: identityNumber },
  };
}

const GONE: Readonly<Record<string, Particulars>> = {
  PERSON_ERASED: 'erased',
  PERSON_RESTRICTED: 'restricted',
};

/** What is known of a person, or why nothing is told any more. */
async function readPerson(
  tx: Transaction,
  { vault, clock }: ClaimDesk,
  personId: string,
  reason: string,
): Promise<PersonFields | Particulars> {
  try {
    return await vault.read(tx, personId, { reason, now: clock.now() });
  } catch (error) {
    const gone = error instanceof Refusal ? GONE[error.code] : undefined;
    if (gone === undefined) throw error;
    return gone;
  }
}

async function isTheirMatter(
  tx: Transaction,
  { accountNumber }: Claim,
  { kind, holder }: Caller,
): Promise<boolean> {
  if (kind === 'service-key') return true;
  if (holder === undefined) return false;
  if (isHolderKind(holder.kind) && deskOf(holder.kind) === 'registry') return true;
  return (await readAccount(tx, accountNumber))?.holderId === holder.id;
}
