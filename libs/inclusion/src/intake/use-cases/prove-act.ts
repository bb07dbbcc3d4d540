import type { Reader } from '@carbon/database';
import { type Reach, reaches } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { COUNTED, placeOfAct, programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { findPartner, partnerUnknown } from '../../partners/partner';
import { readProgrammes } from '../../programmes/programme';
import { ACT_EVIDENCE_FORMAT, type ActEvidence, leafOfEvidence } from '../domain/act-evidence';
import { HASH_BYTES, pathOf } from '../domain/act-tree';
import { actAltered, actErased, actUnknown } from '../domain/refusals';
import {
  type BatchLeaves,
  findAct,
  findActOf,
  readBatchLeaves,
  type StoredAct,
} from '../persistence/read-act';
import type { ActProofs } from '../proofs';

export interface ProofParts extends Pick<InclusionParts, 'packs'> {
  readonly database: Reader;
  readonly proofs: ActProofs;
}

/** The evidence file of an act; without one it is still to come. */
export interface ProvedAct {
  readonly actNo: bigint;
  readonly file: string | undefined;
}

/** The evidence of a resident's own act. @throws Refusal ACT_UNKNOWN, ACT_ALTERED */
export async function proveOwnAct(parts: ProofParts, residentId: bigint, actNo: bigint): Promise<ProvedAct> {
  const act = await findActOf(parts.database, residentId, actNo);
  if (act === undefined) throw actUnknown();
  const batch = await readBatchLeaves(parts.database, placeOfAct(actNo).batch);
  if (batch === undefined) throw actUnknown();
  return prove(parts, act, batch);
}

/**
 * The evidence of an act for who audits its partner or its programme.
 * @throws Refusal ACT_UNKNOWN, for those out of reach too; ACT_ERASED (PII-005); ACT_ALTERED
 */
export async function proveActInReach(parts: ProofParts, actNo: bigint, reach: Reach): Promise<ProvedAct> {
  const { batch: number, place } = placeOfAct(actNo);
  const batch = await readBatchLeaves(parts.database, number);
  if (batch === undefined || !(await inReach(parts.database, batch.partnerId, reach))) throw actUnknown();
  if (batch.outcomes[place] !== COUNTED) throw actUnknown();
  const act = await findAct(parts.database, actNo);
  if (act === undefined) throw actErased();
  return prove(parts, act, batch);
}

async function inReach(reader: Reader, partnerId: number, reach: Reach): Promise<boolean> {
  const partner = await findPartner(reader, partnerId);
  if (partner === undefined) return false;
  if (reaches(reach, partner.holderId)) return true;
  return reaches(reach, (await readProgrammes(reader)).get(partner.programmeId)?.operatorId ?? null);
}

async function prove(
  { database, packs, proofs }: ProofParts,
  act: StoredAct,
  { receivedAt, outcomes, leaves, root }: BatchLeaves,
): Promise<ProvedAct> {
  const { batch, place } = placeOfAct(act.actNo);
  const partner = await findPartner(database, act.partnerId);
  const programme = (await readProgrammes(database)).get(act.programmeId);
  if (partner === undefined || programme === undefined) throw partnerUnknown(act.partnerId.toString());
  const rules = programmeRules(await packs(database), programme.pack, chinaDate(receivedAt));
  const record = {
    ...{ act: act.actNo.toString(), amount: act.amount.toString(), durationS: act.durationS.toString() },
    ...{ eventId: act.eventId, method: rules.methodOf(act.method)?.code ?? '' },
    ...{ partner: partner.code, programme: programme.code, resident: act.residentId.toString() },
    startedAt: act.startedAt.toISOString(),
  };
  const at = outcomes.subarray(0, place).filter((outcome) => outcome === COUNTED).length;
  const leaf = leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
  if (root === null || !leaf.equals(leafOfEvidence(record, act.salt))) throw actAltered();
  const auditEvidence = await proofs.batchEvidence(batch);
  if (auditEvidence === undefined) return { actNo: act.actNo, file: undefined };
  const evidence: ActEvidence = {
    ...{ format: ACT_EVIDENCE_FORMAT, record, salt: act.salt.toString('hex') },
    batch: {
      ...{ number: batch.toString(), place: at.toString(), count: (leaves.length / HASH_BYTES).toString() },
      ...{
        root: root.toString('hex'),
        path: pathOf(leaves, at).map((node) => Buffer.from(node).toString('hex')),
      },
    },
    auditEvidence,
  };
  return { actNo: act.actNo, file: `${JSON.stringify(evidence, null, 2)}\n` };
}
