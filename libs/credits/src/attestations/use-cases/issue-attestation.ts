import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { findHolder, unknownHolder } from '@carbon/identity';
import { type ChinaDate, fault, malformed, newId, type Text } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { requireOwnDocuments } from '../../life-cycle/use-cases/own-document';
import { type AttestationType, attestationType } from '../domain/attestation-types';
import { type Figures, judgeFigures } from '../domain/judge-figures';
import { attestationTypeUnknown, validForTooLong } from '../domain/refusals';
import { monthsAfter } from '../domain/standing';
import type { Attestation } from '../persistence/attestation';
import { findAttestation } from '../persistence/read-attestations';
import { addAttestationEvent, insertAttestation } from '../persistence/write-attestations';
import { actingCertifier, requireApart } from './certifier';

export interface IssueAttestation {
  readonly type: string;
  /** Code of the holder. */
  readonly holder: string;
  readonly certificateNumber: string | null;
  readonly scope: Text;
  /** Other than that of the type, e.g. a later edition. */
  readonly standard: string | null;
  readonly figures: Figures;
  /** SHA-256 of the certificate, uploaded by the certifier, hex. */
  readonly document: string;
  readonly validFrom: ChinaDate;
  readonly validUntil: ChinaDate;
}

/**
 * S29: a verifier vouches for a holder by a certificate that is no unit of the ledger. One person's act: it moves nothing.
 * @throws Refusal ATTESTATION_NOT_A_CERTIFIER, ATTESTATION_TYPE_UNKNOWN, ATTESTATION_CERTIFIER_LINKED,
 * ATTESTATION_VALID_TOO_LONG, ATTESTATION_GRADE_NOT_REACHED, CREDITS_DOCUMENT_OF_ANOTHER, HOLDER_UNKNOWN, INPUT_MALFORMED
 */
export async function issueAttestation(
  tx: Transaction,
  desk: CreditDesk,
  wanted: IssueAttestation,
  caller: Caller,
): Promise<Attestation> {
  const certifier = await actingCertifier(tx, caller);
  const type = attestationType(wanted.type);
  if (type === undefined) throw attestationTypeUnknown(wanted.type);
  const holder = await findHolder(tx.manager, wanted.holder);
  // nothing public is written about a resident, and nobody finds out by trying who is here
  if (holder === undefined || holder.kind === 'resident') throw unknownHolder(wanted.holder);
  await requireApart(tx, certifier, holder);
  requireTerm(type, wanted);
  const grade = judgeFigures(type, wanted.figures);
  await requireOwnDocuments(tx, certifier.id, [wanted.document]);
  const now = desk.clock.now();
  const { certificateNumber, scope, figures, document: documentHash, validFrom, validUntil } = wanted;
  const id = newId();
  const number = await insertAttestation(tx, {
    ...{ id, type: type.id, holderId: holder.id, certifierId: certifier.id, certificateNumber, scope },
    ...{ standard: wanted.standard ?? type.standard, figures, grade, documentHash, validFrom, validUntil },
    ...{ surveillanceMonths: type.surveillanceMonths, certainty: type.certainty },
    ...{ issuedBy: caller.id, issuedAt: now },
  });
  await addAttestationEvent(tx, {
    ...{ subjectId: id, act: 'issue', from: 'new', to: 'valid', documentHash },
    ...{ at: now, by: caller.id, houseId: certifier.id },
  });
  await recordAudit(
    tx,
    {
      action: 'attestation.issued',
      subject: { kind: 'attestation', id: number },
      holderId: holder.id,
      after: { type: type.id, certifier: certifier.code, validFrom, validUntil },
      documentHash,
    },
    now,
  );
  const issued = await findAttestation(tx, number);
  if (issued === undefined) throw new Error(`the attestation ${number} was not kept`);
  return issued;
}

/** @throws Refusal INPUT_MALFORMED, ATTESTATION_VALID_TOO_LONG */
function requireTerm({ id, validityMonths }: AttestationType, { validFrom, validUntil }: IssueAttestation) {
  if (validUntil < validFrom) {
    throw malformed([fault('validUntil', 'order', 'must not be before validFrom', '不得早于 validFrom')]);
  }
  const latest = monthsAfter(validFrom, validityMonths);
  if (validUntil > latest) throw validForTooLong(id, validityMonths, latest);
}
