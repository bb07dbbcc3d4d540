import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { type ChinaMonth, newId, type Progress, type Refusal, type Text } from '@carbon/kernel';
import { In } from 'typeorm';
import { authoritative, planIssues } from '../domain/issue-plan';
import {
  countWaiting,
  type IssuingState,
  issuingStates,
  plantsWaiting,
} from '../persistence/issuing-records';
import { plantEntity } from '../persistence/plant.entity';
import { auditActor } from './audit-actor';
import { type Actor, type Desk, rulesToday } from './desk';
import { doubtsOf } from './doubtful-plants';
import { lockIssuing } from './locks';
import { type DueIssue, recordIssues, type RefusedIssue } from './record-issues';

/** Plant-months of one ledger submit; each is one command. */
const BATCH = 400;
/** Sorts before every UUID that is in use. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** A plant that still has energy to issue, and why it was left. */
export interface HeldBack {
  readonly plant: string;
  readonly month: ChinaMonth;
  readonly code: string;
  readonly reason: Text;
}

export interface IssueRun {
  readonly plantMonths: number;
  readonly certificates: bigint;
  readonly heldBack: readonly HeldBack[];
}

interface BatchDone {
  readonly plantMonths: number;
  readonly certificates: bigint;
  readonly heldBack: readonly HeldBack[];
  /** The last plant that is done with; undefined when none was waiting. */
  readonly lastPlant: string | undefined;
}

/**
 * Issues everything that is waiting (GEC-002), plant by plant and month by month, in transactions of some hundred
 * plant-months. What was issued stays when a later batch fails; run it again to go on. What `onProgress` throws between two
 * batches ends the run.
 */
export async function issueAll(
  database: Database,
  desk: Desk,
  by: Actor,
  onProgress: (progress: Progress) => unknown = () => undefined,
): Promise<IssueRun> {
  const run = newId();
  const waiting = await countWaiting(database);
  const total = waiting.months;
  const width = plantsOfBatch(waiting);
  const excluded = new Map<string, HeldBack>();
  const heldBack: HeldBack[] = [];
  let [plantMonths, certificates] = [0, 0n];
  for (let after = BEFORE_ALL; ;) {
    const batch = await issueBatch(database, desk, { ...by, run, width }, after, excluded);
    if ('refused' in batch) {
      // of a plant with several months the first is told
      for (const each of [...batch.refused].reverse()) excluded.set(each.due.plant.id, heldByLedger(each));
      continue;
    }
    plantMonths += batch.plantMonths;
    certificates += batch.certificates;
    heldBack.push(...batch.heldBack);
    if (batch.lastPlant === undefined) break;
    after = batch.lastPlant;
    await onProgress({ step: 'issue-certificates', done: plantMonths, total: Math.max(total, plantMonths) });
  }
  return { plantMonths, certificates, heldBack: [...heldBack, ...excluded.values()] };
}

/** As many plants as make a batch with the months that wait of them: more would be read in vain. */
function plantsOfBatch({ months, plants }: { readonly months: number; readonly plants: number }): number {
  return months === 0 ? 1 : Math.max(1, Math.ceil((BATCH * plants) / months));
}

class LedgerRefused extends Error {
  constructor(readonly refused: readonly RefusedIssue[]) {
    super('the ledger refused an issue');
  }
}

/** One transaction; the plants whose issue the ledger refused when there are any, and then nothing has happened. */
async function issueBatch(
  database: Database,
  desk: Desk,
  { run, width, ...by }: Actor & { readonly run: string; readonly width: number },
  after: string,
  excluded: ReadonlyMap<string, HeldBack>,
): Promise<BatchDone | { readonly refused: readonly RefusedIssue[] }> {
  try {
    return await database.transaction(async (tx) => {
      await lockIssuing(tx);
      const { pack } = rulesToday(desk);
      const { due, heldBack, lastPlant } = await planBatch(tx, desk, { after, width }, excluded);
      const { issues, refused } = await recordIssues(tx, desk, due, pack, by);
      if (refused.length > 0) throw new LedgerRefused(refused);
      const certificates = issues.reduce((sum, issue) => sum + issue.certificates, 0n);
      if (issues.length > 0) await audit(tx, desk, by, { run, plantMonths: issues.length, certificates });
      return { plantMonths: issues.length, certificates, heldBack, lastPlant };
    });
  } catch (error) {
    if (error instanceof LedgerRefused) return { refused: error.refused };
    throw error;
  }
}

/** One record of what a transaction issued, under the id of the whole run. */
function audit(
  tx: Transaction,
  desk: Desk,
  { actor, approver }: Actor,
  done: { readonly run: string; readonly plantMonths: number; readonly certificates: bigint },
): Promise<void> {
  return recordAudit(
    tx,
    {
      action: 'certificates.issued',
      subject: { kind: 'issue-run', id: done.run },
      after: { plantMonths: done.plantMonths, certificates: done.certificates.toString() },
      ...(approver && { approver }),
    },
    desk.clock.now(),
    auditActor(actor),
  );
}

async function planBatch(
  tx: Transaction,
  desk: Desk,
  { after, width }: { readonly after: string; readonly width: number },
  excluded: ReadonlyMap<string, HeldBack>,
): Promise<{ due: DueIssue[]; heldBack: HeldBack[]; lastPlant: string | undefined }> {
  const ids = await plantsWaiting(tx, after, width);
  const plants = await tx.manager.find(plantEntity, { where: { id: In(ids) }, order: { id: 'ASC' } });
  const states = await issuingStates(tx, plants);
  const doubts = await doubtsOf(tx, plants);
  const { pack } = rulesToday(desk);
  const due: DueIssue[] = [];
  const heldBack: HeldBack[] = [];
  let lastPlant: string | undefined;
  for (const plant of plants) {
    const state = states.get(plant.id);
    const doubt = doubts.get(plant.id);
    if (doubt !== undefined) heldBack.push(heldByDoubt(plant.shortCode, firstMonth(state), doubt));
    else if (state !== undefined && !excluded.has(plant.id)) {
      const plan = planIssues(state.history, state.waiting, pack, {
        powerUse: plant.powerUse,
        taken: state.taken,
      });
      if (due.length > 0 && due.length + plan.issues.length > BATCH) break;
      due.push(...plan.issues.map((planned) => ({ plant, planned })));
      if (plan.missing !== undefined) heldBack.push(heldByGap(plant.shortCode, plan.missing));
    }
    lastPlant = plant.id;
  }
  return { due, heldBack, lastPlant };
}

/** The first month that waits. */
function firstMonth(state: IssuingState | undefined): ChinaMonth {
  return authoritative(state?.waiting ?? [])[0]?.month ?? '0000-00';
}

function heldByDoubt(plant: string, month: ChinaMonth, { code, text }: Refusal): HeldBack {
  return { plant, month, code, reason: text };
}

function heldByGap(plant: string, month: ChinaMonth): HeldBack {
  const reason = {
    zh: `${plant} 缺少 ${month} 的电网企业或交易机构电量，其后月份暂不核发`,
    en: `${plant} has no grid or exchange data of ${month}; the months after it wait`,
  };
  return { plant, month, code: 'GEC_NO_GRID_DATA', reason };
}

function heldByLedger({ due, refusal }: RefusedIssue): HeldBack {
  const { plant, planned } = due;
  return { plant: plant.shortCode, month: planned.issue.month, code: refusal.code, reason: refusal.text };
}
