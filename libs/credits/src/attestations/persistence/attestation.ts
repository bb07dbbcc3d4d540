import type { ChinaDate, Text } from '@carbon/kernel';
import type { AttestationAct, AttestationState } from '../domain/attestation-life';
import type { Figures } from '../domain/judge-figures';

/** An attestation as it was issued, and where it stands. */
export interface Attestation {
  readonly id: string;
  /** Public number, `AT000123`. */
  readonly number: string;
  readonly type: string;
  readonly holderId: string;
  readonly certifierId: string;
  /** The certifier's own number of it. */
  readonly certificateNumber: string | null;
  readonly scope: Text;
  readonly standard: string;
  readonly figures: Figures;
  readonly grade: Text | null;
  /** SHA-256, hex. */
  readonly documentHash: string;
  readonly validFrom: ChinaDate;
  readonly validUntil: ChinaDate;
  readonly surveillanceMonths: number | null;
  readonly certainty: string;
  readonly state: AttestationState;
  readonly surveyedOn: ChinaDate | null;
  readonly issuedBy: string;
  readonly issuedAt: Date;
}

export const SURVEY_OUTCOMES = ['conforming', 'not-conforming'] as const;
export type SurveyOutcome = (typeof SURVEY_OUTCOMES)[number];

/** Something that happened to an attestation. */
export interface AttestationEvent {
  readonly id: string;
  readonly act: AttestationAct;
  readonly from: string;
  readonly to: AttestationState;
  readonly at: Date;
  readonly reason: string | null;
  readonly documentHash: string | null;
  readonly surveyedOn: ChinaDate | null;
  readonly outcome: SurveyOutcome | null;
}

/** The columns of `credits.attestation a` under the names of `Attestation`. */
export const ATTESTATION_COLUMNS = `a.id, a.number, a.type, a.holder_id as "holderId", a.certifier_id as "certifierId",
  a.certificate_number as "certificateNumber", jsonb_build_object('zh', a.scope_zh, 'en', a.scope_en) as scope,
  a.standard, a.figures, case when a.grade_zh is not null
    then jsonb_build_object('zh', a.grade_zh, 'en', a.grade_en) end as grade,
  encode(a.document_hash, 'hex') as "documentHash", a.valid_from::text as "validFrom",
  a.valid_until::text as "validUntil", a.surveillance_months as "surveillanceMonths", a.certainty, a.state,
  a.surveyed_on::text as "surveyedOn", a.issued_by as "issuedBy", a.issued_at as "issuedAt"`;
