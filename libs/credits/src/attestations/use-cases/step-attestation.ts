import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { getHolder } from '@carbon/identity';
import { chinaDate, type ChinaDate, fault, malformed } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import { requireOwnDocuments } from '../../life-cycle/use-cases/own-document';
import { ATTESTATION_LIFE, type AttestationAct } from '../domain/attestation-life';
import { attestationStepNotOpen, attestationUnknown, surveillanceNotAsked } from '../domain/refusals';
import { standingOn } from '../domain/standing';
import type { Attestation, SurveyOutcome } from '../persistence/attestation';
import { findAttestation } from '../persistence/read-attestations';
import { addAttestationEvent, lockAttestation } from '../persistence/write-attestations';
import { actingCertifier, requireApart } from './certifier';

export interface AttestationStep {
  readonly number: string;
  readonly act: Exclude<AttestationAct, 'issue'>;
  /** Public words; needed of all but surveillances. */
  readonly reason?: string | undefined;
  /** SHA-256 of a report that the certifier filed, hex. */
  readonly document?: string | undefined;
  readonly survey?: { readonly on: ChinaDate; readonly outcome: SurveyOutcome };
}

const TOLD = {
  survey: 'attestation.surveyed',
  suspend: 'attestation.suspended',
  reinstate: 'attestation.reinstated',
  withdraw: 'attestation.withdrawn',
} as const;

/**
 * What its certifier makes of an attestation later. An expired one can only be withdrawn: it was wrong from the start.
 * A surveillance that finds faults is recorded and sets no new day; to suspend is an act of its own.
 * @throws Refusal ATTESTATION_NOT_A_CERTIFIER, ATTESTATION_UNKNOWN, ATTESTATION_STEP_NOT_OPEN,
 * ATTESTATION_SURVEILLANCE_NOT_ASKED, ATTESTATION_CERTIFIER_LINKED, CREDITS_DOCUMENT_OF_ANOTHER, INPUT_MALFORMED
 */
export async function stepAttestation(
  tx: Transaction,
  desk: CreditDesk,
  { number, act, reason, document, survey }: AttestationStep,
  caller: Caller,
): Promise<Attestation> {
  const certifier = await actingCertifier(tx, caller);
  const one = await lockAttestation(tx, number);
  // of another certifier: not there
  if (one?.certifierId !== certifier.id) throw attestationUnknown(number);
  const now = desk.clock.now();
  const today = chinaDate(now);
  const standing = standingOn(one, today);
  const to =
    standing === 'expired' && act !== 'withdraw' ? undefined : ATTESTATION_LIFE.after(one.state, act);
  if (to === undefined) throw attestationStepNotOpen(number, act, standing);
  if (survey !== undefined) requireSurvey(one, survey.on, today);
  // who became linked since may take back what it said, and may not go on vouching
  if (act === 'reinstate' || act === 'survey') {
    await requireApart(tx, certifier, await getHolder(tx.manager, one.holderId));
  }
  await requireOwnDocuments(tx, certifier.id, document === undefined ? [] : [document]);
  await addAttestationEvent(tx, {
    ...{ subjectId: one.id, act, from: one.state, to, at: now, by: caller.id, houseId: certifier.id },
    ...{ reason, documentHash: document, surveyedOn: survey?.on, outcome: survey?.outcome },
  });
  await recordAudit(
    tx,
    {
      action: TOLD[act],
      subject: { kind: 'attestation', id: number },
      holderId: one.holderId,
      before: { state: one.state },
      after: { state: to, ...(survey === undefined ? {} : { on: survey.on, outcome: survey.outcome }) },
      ...(reason === undefined ? {} : { reason }),
      ...(document === undefined ? {} : { documentHash: document }),
    },
    now,
  );
  const stepped = await findAttestation(tx, number);
  if (stepped === undefined) throw new Error(`the attestation ${number} is gone`);
  return stepped;
}

/** @throws Refusal ATTESTATION_SURVEILLANCE_NOT_ASKED, INPUT_MALFORMED */
function requireSurvey(
  { number, surveillanceMonths, validFrom }: Attestation,
  on: ChinaDate,
  today: ChinaDate,
): void {
  if (surveillanceMonths === null) throw surveillanceNotAsked(number);
  if (on < validFrom || on > today) {
    throw malformed([
      fault('on', 'order', 'must be between validFrom and today', '应在有效期起始日与今日之间'),
    ]);
  }
}
