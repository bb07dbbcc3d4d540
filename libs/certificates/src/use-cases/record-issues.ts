import type { Transaction } from '@carbon/database';
import { newId, type Refusal } from '@carbon/kernel';
import { type Command, defineInstrument } from '@carbon/ledger';
import { energySourceKey, GEC_SCHEME, instrumentCode, issueSourceKey } from '../domain/instrument-code';
import type { PlannedIssue } from '../domain/issue-plan';
import type { GecPack } from '../domain/rules/gec';
import { tradability } from '../domain/technology';
import type { Issue } from '../persistence/issue.entity';
import { insertIssues, type WaitingMonth } from '../persistence/issuing-records';
import type { Plant } from '../persistence/plant.entity';
import type { Actor, Desk } from './desk';

/** One plant-month that is due. */
export interface DueIssue {
  readonly plant: Plant;
  readonly planned: PlannedIssue<WaitingMonth>;
}

/** A plant whose issue the ledger refused, e.g. because its account is blocked. */
export interface RefusedIssue {
  readonly due: DueIssue;
  readonly refusal: Refusal;
}

/**
 * Issues plant-months with one submit, one ledger transaction each. When the ledger refuses any, nothing must be kept:
 * the caller rolls back, since later months of the plant build on it.
 */
export async function recordIssues(
  tx: Transaction,
  desk: Desk,
  due: readonly DueIssue[],
  pack: GecPack,
  by: Actor,
): Promise<{ readonly issues: readonly Issue[]; readonly refused: readonly RefusedIssue[] }> {
  const making = due.filter(({ planned }) => planned.issue.certificates > 0n);
  for (const each of making) await defineCertificates(tx, each);
  const outcomes = await desk.ledger.submit(
    tx,
    making.map((each) => issueCommand(each, by)),
  );
  const transactions = new Map<DueIssue, bigint>();
  const refused: RefusedIssue[] = [];
  making.forEach((each, at) => {
    const outcome = outcomes[at];
    if (outcome?.status === 'done') transactions.set(each, outcome.transactionId);
    else if (outcome !== undefined) refused.push({ due: each, refusal: outcome.refusal });
  });
  if (refused.length > 0) return { issues: [], refused };
  const issuedAt = desk.clock.now();
  const issues = due.map((each) => issueOf(each, transactions.get(each) ?? null, pack, issuedAt));
  await insertIssues(tx, issues);
  return { issues, refused };
}

/** The instrument of a plant-month; its cap is what this issue makes, so nothing can ever be issued on top. */
async function defineCertificates(tx: Transaction, { plant, planned }: DueIssue): Promise<void> {
  const { month, certificates, whPerCertificate } = planned.issue;
  await defineInstrument(tx, {
    code: instrumentCode(plant.code, month),
    kind: 'green-certificate',
    unit: 'certificate',
    scheme: GEC_SCHEME,
    period: month,
    serialised: true,
    sourcePerUnit: whPerCertificate,
    cap: certificates,
  });
}

function issueCommand({ plant, planned }: DueIssue, by: Actor): Command {
  const { meter, issue } = planned;
  const sourceKey = issueSourceKey(plant.code, issue.month);
  return {
    kind: 'issue',
    instrument: instrumentCode(plant.code, issue.month),
    quantity: issue.certificates,
    to: plant.accountNumber,
    sourceKey,
    sources: issue.consumed.map(({ month, fromWh, toWh }) => ({
      key: energySourceKey(plant.code, month),
      from: fromWh,
      to: toWh,
    })),
    evidenceHash: meter.evidenceHash,
    cause: { ...by, reference: sourceKey, documentHash: meter.evidenceHash },
  };
}

function issueOf(
  { plant, planned }: DueIssue,
  transactionId: bigint | null,
  pack: GecPack,
  issuedAt: Date,
): Issue {
  const { meter, issue, carriedInWh } = planned;
  const facts = {
    technology: plant.technology,
    use: plant.powerUse,
    commissionedOn: `${plant.connectedMonth}-01`,
    marketBased: plant.marketBased,
  } as const;
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
    electricityClass: plant.powerUse,
    tradeClass: tradability(facts, pack).tradable ? 'tradable' : 'non-tradable',
    packId: pack.id,
    packVersion: pack.version,
    issuedAt,
  };
}
