import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { AttestationAct, AttestationState } from '../domain/attestation-life';
import { type Attestation, ATTESTATION_COLUMNS, type SurveyOutcome } from './attestation';

export type NewAttestation = Omit<Attestation, 'number' | 'state' | 'surveyedOn'>;

/** Numbers are given in the order of issue; one that a refusal took is not given again. */
export async function insertAttestation(tx: Transaction, one: NewAttestation): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `insert into credits.attestation
       (id, number, type, holder_id, certifier_id, certificate_number, scope_zh, scope_en, standard, figures,
        grade_zh, grade_en, document_hash, valid_from, valid_until, surveillance_months, certainty, issued_by, issued_at)
     values ($1, 'AT' || lpad(nextval('credits.attestation_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8, $9,
        $10, $11, decode($12, 'hex'), $13, $14, $15, $16, $17, $18)
     returning number`,
    [
      ...[one.id, one.type, one.holderId, one.certifierId, one.certificateNumber, one.scope.zh, one.scope.en],
      ...[one.standard, JSON.stringify(one.figures), one.grade?.zh ?? null, one.grade?.en ?? null],
      ...[one.documentHash, one.validFrom, one.validUntil, one.surveillanceMonths, one.certainty],
      ...[one.issuedBy, one.issuedAt],
    ],
  );
  if (row === undefined) throw new Error('an attestation was not kept');
  return row.number;
}

export interface NewAttestationEvent {
  readonly subjectId: string;
  readonly act: AttestationAct;
  readonly from: AttestationState | 'new';
  readonly to: AttestationState;
  readonly at: Date;
  readonly by: string;
  readonly houseId: string;
  readonly reason?: string | undefined;
  readonly documentHash?: string | undefined;
  readonly surveyedOn?: ChinaDate | undefined;
  readonly outcome?: SurveyOutcome | undefined;
}

/** Adds an event; the state follows in the database, which refuses a step that is not in the table. */
export async function addAttestationEvent(tx: Transaction, event: NewAttestationEvent): Promise<void> {
  await tx.query(
    `insert into credits.attestation_event
       (subject_id, act, from_state, to_state, at, by_whom, house_id, reason, document_hash, surveyed_on, outcome)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11)`,
    [
      ...[event.subjectId, event.act, event.from, event.to, event.at, event.by, event.houseId],
      ...[event.reason ?? null, event.documentHash ?? null, event.surveyedOn ?? null, event.outcome ?? null],
    ],
  );
}

/** Locked to the end of the transaction: acts on one attestation come one after the other. */
export async function lockAttestation(tx: Transaction, number: string): Promise<Attestation | undefined> {
  // the application may not update the row, so it takes a lock by number instead of one on the row
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('credits.attestation ' || $1, 0))`, [number]);
  const [row] = await tx.query<Attestation>(
    `select ${ATTESTATION_COLUMNS} from credits.attestation a where a.number = $1`,
    [number],
  );
  return row;
}
