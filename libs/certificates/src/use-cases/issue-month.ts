import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { addMonths, type ChinaMonth } from '@carbon/kernel';
import { authoritative, NEVER_ISSUED, planIssues } from '../domain/issue-plan';
import type { GecPack } from '../domain/rules/gec';
import { issueOutOfOrder, monthIssued, noGridData } from '../domain/refusals';
import type { Issue } from '../persistence/issue.entity';
import { issuingStates, type IssuingState } from '../persistence/issuing-records';
import { findPlant } from '../persistence/find-plant';
import { auditActor } from './audit-actor';
import type { Actor, Desk } from './desk';
import { rulesToday } from './desk';
import { doubtsOf } from './doubtful-plants';
import { lockIssuing } from './locks';
import { type DueIssue, recordIssues } from './record-issues';

export interface IssueMonth extends Actor {
  /** Short code or 17 digits. */
  readonly plant: string;
  readonly month: ChinaMonth;
}

/** What the issue of one plant and month would be, by which rules. */
export interface PlannedMonth extends DueIssue {
  readonly pack: GecPack;
}

/**
 * Issues (核发) the certificates of one plant and month (GEC-001, GEC-002). Months of a plant are issued one after the
 * other without a gap; a month that makes no whole certificate is issued too, so that its energy carries on.
 * @throws Refusal GEC_PLANT_UNKNOWN, GEC_MONTH_ISSUED, GEC_NO_GRID_DATA, GEC_MONTH_OUT_OF_ORDER, GEC_PLANT_FILED_TWICE,
 * SOURCE_ASSET_SUSPECTED, or the ledger's
 */
export async function issueMonth(tx: Transaction, desk: Desk, command: IssueMonth): Promise<Issue> {
  const { actor, approver } = command;
  await lockIssuing(tx);
  const { plant, planned, pack } = await planMonth(tx, desk, command);
  const by = { actor, ...(approver === undefined ? {} : { approver }) };
  const { issues, refused } = await recordIssues(tx, desk, [{ plant, planned }], pack, by);
  const [issue] = issues;
  if (issue === undefined) throw refused[0]?.refusal ?? new Error('an issue without outcome');
  const { instrument, certificates, transactionId, issuedAt } = issue;
  await recordAudit(
    tx,
    {
      action: 'certificates.issued',
      subject: { kind: 'instrument', id: instrument },
      holderId: plant.holderId,
      after: {
        certificates: certificates.toString(),
        transaction: transactionId?.toString() ?? null,
      },
      ...(approver && { approver }),
    },
    issuedAt,
    auditActor(actor),
  );
  return issue;
}

/** Plans one plant and month and writes nothing. @throws Refusal as issueMonth */
export async function planMonth(
  tx: Transaction,
  desk: Desk,
  { plant: name, month }: Pick<IssueMonth, 'plant' | 'month'>,
): Promise<PlannedMonth> {
  const plant = await findPlant(tx.manager, name);
  const doubt = (await doubtsOf(tx, [plant])).get(plant.id);
  if (doubt !== undefined) throw doubt;
  const state = (await issuingStates(tx, [plant])).get(plant.id) ?? {
    history: NEVER_ISSUED,
    waiting: [],
    taken: [],
  };
  refuseUnlessWaiting(state, plant.shortCode, month);
  const { pack } = rulesToday(desk);
  const [planned] = planIssues(state.history, state.waiting, pack, {
    powerUse: plant.powerUse,
    taken: state.taken,
  }).issues;
  if (planned?.issue.month !== month) {
    throw issueOutOfOrder(plant.shortCode, month, firstDue(state, month));
  }
  return { plant, planned, pack };
}

function refuseUnlessWaiting({ history, waiting }: IssuingState, plant: string, month: ChinaMonth): void {
  if (history.lastMonth !== undefined && month <= history.lastMonth) throw monthIssued(plant, month);
  if (!authoritative(waiting).some((reading) => reading.month === month)) throw noGridData(plant, month);
}

/** The month to be issued before `month`: the one after the latest, or the first reported one. */
function firstDue({ history, waiting }: IssuingState, month: ChinaMonth): ChinaMonth {
  if (history.lastMonth !== undefined) return addMonths(history.lastMonth, 1);
  return authoritative(waiting)[0]?.month ?? month;
}
