import { randomFillSync } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import { sqlState, type Transaction } from '@carbon/database';
import { chinaDate, SALT_BYTES } from '@carbon/kernel';
import { actNumber, COUNTED, programmeRules, TOLD_BEFORE } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { findPartner, type Partner, partnerUnknown } from '../../partners/partner';
import { type Programme, readProgrammes } from '../../programmes/programme';
import { ActHasher, type ActRecord } from '../domain/act-record';
import { HASH_BYTES, rootOf } from '../domain/act-tree';
import { batchSize, keyReused, partnerSuspended, programmeClosed } from '../domain/refusals';
import { type FitAct, fitActs, MOST_ACTS, outcomeAgain, type StandingAct, termsOf } from '../domain/told-act';
import { UtcTexts } from '../domain/utc-text';
import { type BatchOfActs, copyActs, copyPlaces, insertActs, monthsOf } from '../persistence/act-rows';
import { type Channel, findBatchByKey, insertBatch, outcomesOf } from '../persistence/batches';
import { beginLanding } from '../persistence/landing-lock';
import { consentedToPlaces, linksInForce } from '../persistence/links';
import { standingReceipts } from '../persistence/standing-receipts';

export interface LandingParts extends Pick<InclusionParts, 'packs'> {
  readonly hasher: ActHasher;
}

/** A batch of acts as a partner told it. */
export interface ToldBatch {
  readonly partnerId: number;
  /** The partner's own; its batches have different ones. */
  readonly key: string;
  /** SHA-256 of what was sent, 32 bytes. */
  readonly bodyHash: Buffer;
  readonly channel: Channel;
  /** Who brought it: a caller, a job. */
  readonly actor: string;
  /** 1 to 5,000 JSON values; each is looked at by itself. */
  readonly acts: readonly unknown[];
}

/** What came of a batch. */
export interface LandedBatch {
  readonly id: bigint;
  /** Of each act told: 0 accepted, 1 told before, else the number of its refusal. */
  readonly outcomes: Uint8Array;
  /** Of acts told before, by place: the receipt they had then. */
  readonly before: ReadonlyMap<number, bigint>;
  readonly accepted: number;
  readonly repeated: number;
  readonly refused: number;
  /** It was taken before under the same key: nothing was done. */
  readonly replayed: boolean;
}

/**
 * Takes a batch in, whole or not at all; each act is accepted or refused by itself (CNV-003, PII-001). A batch of the same
 * key and content is answered as the first time. To be called in a transaction that is committed before anybody is told.
 * @throws Refusal ACT_BATCH_SIZE, ACT_BATCH_KEY_REUSED, PARTNER_NOT_ACTIVE, PROGRAMME_CLOSED
 */
export async function landActs(
  tx: Transaction,
  parts: LandingParts,
  told: ToldBatch,
  now: Date,
): Promise<LandedBatch> {
  if (told.acts.length === 0 || told.acts.length > MOST_ACTS) throw batchSize();
  await beginLanding(tx, told);
  const before = await findBatchByKey(tx, told.partnerId, told.key);
  if (before !== undefined) {
    if (!before.bodyHash.equals(told.bodyHash)) throw keyReused(told.key);
    const outcomes = await outcomesOf(tx, before.id);
    const { id, accepted, repeated, refused } = before;
    const receipts = await standingReceipts(tx, told, outcomes);
    return { id, outcomes, before: receipts, accepted, repeated, refused, replayed: true };
  }
  const { partner, programme } = await whoTells(tx, told.partnerId);
  const { fit, outcomes } = await lookAt(tx, parts, { partner, programme }, told.acts, now);
  const id = await nextBatch(tx, monthsOf(fit));
  const batch: BatchOfActs = {
    ...{ partnerId: partner.id, programmeId: programme.id, firstNumber: Number(actNumber(id, 0)) },
  };
  const { leaves, root, standing } = await store(tx, parts.hasher, fit, batch, { partner, programme });
  for (const act of fit) {
    const there = standing.get(act.place);
    if (there !== undefined) outcomes[act.place] = outcomeAgain(act, there);
  }
  await copyPlaces(
    tx,
    fit.filter(({ place }) => outcomes[place] === COUNTED),
    batch,
  );
  const counts = countsOf(outcomes);
  await insertBatch(tx, {
    ...{ id, partnerId: partner.id, key: told.key, bodyHash: told.bodyHash, channel: told.channel },
    ...{ actor: told.actor, receivedAt: now, told: told.acts.length, ...counts, outcomes, leaves, root },
  });
  await recordAudit(
    tx,
    {
      action: 'act-batch.received',
      subject: { kind: 'act-batch', id: id.toString() },
      holderId: partner.holderId,
      after: {
        ...{ partner: partner.code, programme: programme.code, told: told.acts.length, ...counts },
        root: root === null ? null : Buffer.from(root).toString('hex'),
      },
      documentHash: told.bodyHash.toString('hex'),
    },
    now,
    { actor: told.actor },
  );
  const receipts = [...standing].flatMap(([place, { actNo }]): [number, bigint][] =>
    outcomes[place] === TOLD_BEFORE ? [[place, actNo]] : [],
  );
  return { id, outcomes, before: new Map(receipts), ...counts, replayed: false };
}

interface Teller {
  readonly partner: Partner;
  readonly programme: Programme;
}

/** As it stands now: who was suspended meanwhile tells nothing. */
async function whoTells(tx: Transaction, partnerId: number): Promise<Teller> {
  const partner = await findPartner(tx, partnerId);
  if (partner === undefined) throw partnerUnknown(partnerId.toString());
  if (partner.state !== 'active') throw partnerSuspended(partner.code);
  const programme = (await readProgrammes(tx)).get(partner.programmeId);
  if (programme === undefined) throw new Error(`partner ${partner.code} has no programme`);
  if (programme.closedAt !== null) throw programmeClosed(programme.code);
  return { partner, programme };
}

async function lookAt(
  tx: Transaction,
  { packs }: LandingParts,
  { partner, programme }: Teller,
  acts: readonly unknown[],
  now: Date,
): Promise<{ fit: FitAct[]; outcomes: Uint8Array }> {
  const rules = programmeRules(await packs(tx), programme.pack, chinaDate(now));
  const references = new Set<string>();
  const placed = new Set<string>();
  for (const act of acts) {
    if (typeof act !== 'object' || act === null || !('resident' in act) || typeof act.resident !== 'string')
      continue;
    // longer ones, and those with bytes that the database refuses, are nobody's
    if (!/^[A-Z0-9._-]{1,40}$/.test(act.resident)) continue;
    references.add(act.resident);
    if ('from' in act) placed.add(act.resident);
  }
  const links = await linksInForce(tx, partner, [...references]);
  const located = [...placed].flatMap((reference) => links.get(reference) ?? []);
  const consented = await consentedToPlaces(tx, partner, located);
  return fitActs(acts, termsOf(rules, partner.methods, now), {
    residentOf: (reference) => links.get(reference),
    mayPlace: (residentId) => consented.has(residentId),
  });
}

/** The number of the batch; there is room for the months of its acts. */
async function nextBatch(tx: Transaction, months: readonly string[]): Promise<bigint> {
  const [row] = await tx.query<{ id: string }>(
    {
      name: 'inclusion-next-batch',
      text: `select nextval('inclusion.batch_number') as id,
                    (select count(inclusion.ensure_month(month)) from unnest($1::date[]) as month)`,
    },
    [months],
  );
  return BigInt(row?.id ?? 0);
}

interface Stored {
  /** Of those accepted, in the order of their numbers. */
  readonly leaves: Uint8Array;
  readonly root: Uint8Array | null;
  /** Of those that were told before. */
  readonly standing: ReadonlyMap<number, StandingAct>;
}

/**
 * Stores what is new. Nearly always all of it is: it goes straight into its table, and only when the database says that
 * something was told before it is put beside first, and what is new taken from there.
 */
async function store(
  tx: Transaction,
  hasher: ActHasher,
  acts: readonly FitAct[],
  batch: BatchOfActs,
  { partner, programme }: Teller,
): Promise<Stored> {
  if (acts.length === 0) return { leaves: new Uint8Array(0), root: null, standing: new Map() };
  const salts = randomFillSync(Buffer.allocUnsafe(acts.length * SALT_BYTES));
  const leaves = Buffer.allocUnsafe(acts.length * HASH_BYTES);
  const utc = new UtcTexts();
  const putLeaf = (act: FitAct, at: number) => {
    const salt = salts.subarray(at * SALT_BYTES, (at + 1) * SALT_BYTES);
    const leaf = hasher.leafOf(
      salt,
      recordOf(act, batch, partner.code, programme.code, utc.of(act.startedMs)),
    );
    leaves.set(leaf, at * HASH_BYTES);
  };
  await tx.query('savepoint landing');
  try {
    let root: Uint8Array | null = null;
    await copyActs(tx, { acts, salts }, batch, putLeaf, () => (root = rootOf(leaves, hasher.hash)));
    return { leaves, root, standing: new Map() };
  } catch (error) {
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
  }
  await tx.query('rollback to savepoint landing');
  const standing = await insertActs(tx, { acts, salts }, batch);
  acts.forEach(putLeaf);
  const kept = acts.flatMap(({ place }, at) =>
    standing.has(place) ? [] : [leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)],
  );
  const own = Buffer.concat(kept);
  return { leaves: own, root: kept.length === 0 ? null : rootOf(own, hasher.hash), standing };
}

/** One plain literal: this is made for every act told. */
const recordOf = (
  act: FitAct,
  batch: BatchOfActs,
  partner: string,
  programme: string,
  startedAt: string,
): ActRecord => ({
  act: (batch.firstNumber + act.place).toString(),
  amount: act.amount.toString(),
  durationS: act.durationS.toString(),
  eventId: act.eventId,
  method: act.method.code,
  partner,
  programme,
  resident: act.residentId,
  startedAt,
});

const UNIQUE_VIOLATION = '23505';

function countsOf(outcomes: Uint8Array): { accepted: number; repeated: number; refused: number } {
  let [accepted, repeated] = [0, 0];
  for (const outcome of outcomes) {
    if (outcome === COUNTED) accepted += 1;
    else if (outcome === TOLD_BEFORE) repeated += 1;
  }
  return { accepted, repeated, refused: outcomes.length - accepted - repeated };
}
