import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { NewInstrument } from '@carbon/ledger';
import { wh } from '../domain/energy';
import { GEC_SCHEME, instrumentCode } from '../domain/instrument-code';
import type { GecPack } from '../domain/rules/gec';
import { energyOf } from '../domain/source-ranges';
import type { Issue } from '../persistence/issue.entity';
import type { IssueLot } from '../persistence/issue-lot.entity';
import { defineInstruments, insertIssues, insertLots } from '../persistence/write-issues';
import type { Actor, Desk } from './desk';
import { issueCommand } from './issue-command';
import { type DueIssue, type ReadyIssue, readyIssues, type RefusedIssue } from './ready-issue';

export type { DueIssue, RefusedIssue } from './ready-issue';

/**
 * Issues plant-months with one submit, one ledger transaction each. When any is refused, nothing must be kept: the
 * caller rolls back, since later months of the plant build on it.
 */
export async function recordIssues(
  tx: Transaction,
  desk: Desk,
  due: readonly DueIssue[],
  pack: GecPack,
  by: Actor,
): Promise<{ readonly issues: readonly Issue[]; readonly refused: readonly RefusedIssue[] }> {
  const { ready, refused } = await readyIssues(tx, due, pack);
  if (refused.length > 0) return { issues: [], refused };
  const making = ready.filter(({ planned }) => planned.issue.certificates > 0n);
  await defineInstruments(tx, making.map(certificatesOf));
  const outcomes = await desk.ledger.submit(
    tx,
    making.map((each) => issueCommand(each, by)),
  );
  const transactions = new Map<ReadyIssue, bigint>();
  const forbidden: RefusedIssue[] = [];
  making.forEach((each, at) => {
    const outcome = outcomes[at];
    if (outcome?.status === 'done') transactions.set(each, outcome.transactionId);
    else if (outcome !== undefined) forbidden.push({ due: each, refusal: outcome.refusal });
  });
  if (forbidden.length > 0) return { issues: [], refused: forbidden };
  const issuedAt = desk.clock.now();
  const issues = ready.map((each) => issueOf(each, transactions.get(each) ?? null, pack, issuedAt));
  await insertIssues(tx, issues);
  await insertLots(
    tx,
    ready.flatMap((each, at) => lotsOf(each, issues[at]?.id ?? '')),
  );
  return { issues, refused: [] };
}

/** The instrument of a plant-month; its cap is what this issue makes, so nothing can ever be issued on top. */
function certificatesOf({ plant, planned }: DueIssue): NewInstrument {
  const { month, certificates, whPerCertificate } = planned.issue;
  return {
    code: instrumentCode(plant.code, month),
    kind: 'green-certificate',
    unit: 'certificate',
    scheme: GEC_SCHEME,
    period: month,
    serialised: true,
    sourcePerUnit: whPerCertificate,
    cap: certificates,
  };
}

function issueOf(
  { plant, planned, reserved }: ReadyIssue,
  transactionId: bigint | null,
  pack: GecPack,
  issuedAt: Date,
): Issue {
  const { meter, issue, carriedInWh, addedWh, withheld } = planned;
  return {
    id: newId(),
    plantId: plant.id,
    month: issue.month,
    meterMonthId: meter.id,
    instrument: instrumentCode(plant.code, issue.month),
    transactionId,
    certificates: issue.certificates,
    energyWh: meter.energyWh,
    carriedInWh,
    remainderWh: issue.remainderWh,
    whPerCertificate: issue.whPerCertificate,
    consumed: issue.consumed,
    carried: issue.carried,
    addedWh,
    withheldWh: energyOf(withheld),
    withheld,
    lockedFor: reserved.projectOfAny(issue.consumed.map(({ month }) => month)) ?? null,
    packId: pack.id,
    packVersion: pack.version,
    issuedAt,
  };
}

function lotsOf({ lots }: ReadyIssue, issueId: string): IssueLot[] {
  return lots.map(({ plan, account, tradeClass, firstSerial }, ordinal) => ({
    issueId,
    ordinal,
    electricityClass: plan.electricityClass,
    tradeClass,
    accountNumber: account,
    firstSerial,
    certificates: plan.issue.certificates,
    carriedInWh: plan.carriedInWh,
    energyWh: plan.energyWh,
    addedWh: plan.addedWh,
    issuedWh: wh(plan.issue.certificates * plan.issue.whPerCertificate),
    withheldWh: energyOf(plan.withheld),
    remainderWh: plan.issue.remainderWh,
    owedWh: plan.owedWh,
    carried: plan.issue.carried,
  }));
}
