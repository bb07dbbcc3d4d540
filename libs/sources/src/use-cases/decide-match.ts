import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { Suspicion } from '../domain/asset';
import type { MatchObjections } from '../match-objections';
import { bothIssued, energyReserved, suspicionDecided } from '../domain/refusals';
import type { Asset } from '../persistence/asset-rows';
import { claimedTwice } from '../persistence/claimed-twice';
import { findAssets, readNames, rootAsset } from '../persistence/read-assets';
import {
  endReservations,
  insertReservation,
  lockReservations,
  meetingReservations,
  openReservations,
} from '../persistence/reservations';
import { lockSuspicion } from '../persistence/suspicions';
import { lockAssets } from '../persistence/write-assets';

export const VERDICTS = ['same', 'different'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface MatchDecision {
  readonly suspicion: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly by: string;
  readonly approver: string | null;
  /** SHA-256 of the document it rests on, hex. */
  readonly documentHash: string;
  readonly now: Date;
}

/** The two assets of a suspicion as they count now, the one that came first before the other. */
export interface Pair {
  readonly suspicion: Suspicion;
  readonly first: Asset;
  readonly later: Asset;
}

/**
 * Looks at a suspicion for a decision. It is held until the transaction ends, and so are assets and reservations.
 * @throws Refusal SOURCE_SUSPICION_UNKNOWN, SOURCE_SUSPICION_DECIDED; for `same` SOURCE_BOTH_ISSUED, SOURCE_RESERVED, and
 * what the rooms above object
 */
export async function pairToDecide(
  tx: Transaction,
  id: string,
  verdict: Verdict,
  objections: MatchObjections,
): Promise<Pair> {
  await lockAssets(tx);
  await lockReservations(tx, 'write');
  // whoever issues goes first, and what it issued is seen
  if (verdict === 'same') await tx.query('select ledger.change_source_names()');
  const suspicion = await lockSuspicion(tx, id);
  if (suspicion.state !== 'open') throw suspicionDecided(id, suspicion.state);
  const roots = [await rootAsset(tx, suspicion.assetId), await rootAsset(tx, suspicion.otherId)];
  const [first, later] = await findAssets(
    tx,
    roots.map((root) => root.id),
  );
  const [one] = roots;
  if (first === undefined || one === undefined) throw new Error('a suspicion of no assets');
  const pair = { suspicion, first, later: later ?? one };
  if (verdict === 'same' && first.id !== pair.later.id) await requireMergeable(tx, pair, objections);
  return pair;
}

async function requireMergeable(
  tx: Transaction,
  { first, later }: Pair,
  objections: MatchObjections,
): Promise<void> {
  const claims = await claimedTwice(tx, first.id, later.id);
  if (claims.length > 0) throw bothIssued(first.number, later.number, claims);
  for (const { from, to } of await openReservations(tx, [later.id])) {
    const [other] = await meetingReservations(tx, first.id, from, to);
    if (other !== undefined) throw energyReserved(first.number, other.from, other.to);
  }
  await objections.hear(tx, {
    first: await readNames(tx, first.id),
    later: await readNames(tx, later.id),
  });
}

/**
 * Writes down whether two files are of one asset. If so the later one counts as the first from now on: its files, names
 * and reservations, and what is issued of it. @throws Refusal as `pairToDecide`
 */
export async function decideMatch(
  tx: Transaction,
  decision: MatchDecision,
  objections: MatchObjections,
): Promise<Pair> {
  const { suspicion, verdict, reason, by, approver, documentHash, now } = decision;
  const pair = await pairToDecide(tx, suspicion, verdict, objections);
  const { first, later } = pair;
  if (verdict === 'same' && first.id !== later.id) await merge(tx, pair, now);
  await tx.query(
    `update sources.asset_suspicion
        set state = $2, decided_at = $3, decided_by = $4, approver = $5, reason = $6, document_hash = decode($7, 'hex')
      where id = $1`,
    [suspicion, verdict, now, by, approver, reason, documentHash],
  );
  for (const asset of first.holderId === later.holderId ? [later] : [later, first]) {
    await recordAudit(
      tx,
      {
        action: verdict === 'same' ? 'asset.matched' : 'asset.told-apart',
        subject: { kind: 'asset', id: asset.id },
        holderId: asset.holderId,
        after: { first: first.number, later: later.number, suspicion },
        reason,
        documentHash,
        ...(approver === null ? {} : { approver }),
      },
      now,
      { actor: by },
    );
  }
  return pair;
}

async function merge(tx: Transaction, { first, later }: Pair, now: Date): Promise<void> {
  await tx.query(`update sources.asset set same_as = $2 where same_as = $1`, [later.id, first.id]);
  await tx.query(`update sources.asset set same_as = $2 where id = $1`, [later.id, first.id]);
  for (const { project, from, to } of await endReservations(tx, { assetId: later.id }, now)) {
    await insertReservation(tx, { id: newId(), project, assetId: first.id, from, to }, now);
  }
}
