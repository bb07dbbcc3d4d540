import type { Transaction } from '@carbon/database';
import { getHolder } from '@carbon/identity';
import { chinaDate } from '@carbon/kernel';
import { type Cause, defineInstrument, type SerialRange } from '@carbon/ledger';
import { cancelUntraded, canonicalPlantCodes, refuseSuspected, rootAsset } from '@carbon/sources';
import type { CreditDesk } from '../../desk';
import type { Methodology } from '../../domain/methodologies/methodology';
import { monthOf, monthsBetween } from '../../domain/months';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { toldUnits } from '../../domain/told-serials';
import { holderBanned, statementMissing } from '../../life-cycle/domain/refusals';
import { bannedUntil } from '../../persistence/bans';
import { energyOfMonths, monthsOfRanges } from '../../projects/domain/energy-of-months';
import { projectNotRegistered } from '../../projects/domain/refusals';
import { excludesCertificates } from '../../projects/use-cases/exclusivity';
import { keepJudgement, requireEligible, rulesOf } from '../../projects/use-cases/judge';
import type { Decision } from '../../projects/use-cases/register-project';
import { reductionInstrument } from '../domain/instrument-code';
import { monthsTraded } from '../domain/refusals';
import type { Report } from '../persistence/report';
import { insertCancelledCertificates, setRegistered } from '../persistence/write-reports';
import { judgeReport } from './apply-report';
import type { OfProject } from './report-in-reach';
import { sourcesOf } from './sources-of-report';
import { stepReport } from './step-report';
import { tradedMonths } from './traded-months';
import { requireMayVerify } from './verify-report';

export interface RegisteredReductions {
  readonly report: Report;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly transactionId: bigint;
  /** EXC-004: certificates that ended for it. */
  readonly cancelled: readonly { readonly instrument: string; readonly serials: SerialRange }[];
}

/**
 * What must hold for reductions to be registered, looked at when it is proposed and again when it is done.
 * @throws Refusal CREDITS_PROJECT_NOT_REGISTERED, CREDITS_HOLDER_BANNED, CREDITS_NOT_ELIGIBLE, CREDITS_MONTHS_TRADED,
 * CREDITS_VALIDATOR_VERIFIES, CREDITS_BODY_LINKED_TO_OWNER, SOURCE_ASSET_SUSPECTED
 */
export async function requireIssuable(
  tx: Transaction,
  { report, project }: OfProject,
  now: Date,
): Promise<{ readonly scheme: CreditScheme; readonly methodology: Methodology; readonly quantity: bigint }> {
  const { number, verifierId, appliedOn, appliedT, periodFrom: from, periodTo: to } = report;
  if (project.state !== 'registered') throw projectNotRegistered(project.number);
  const banned = await bannedUntil(tx, project.holderId, chinaDate(now));
  if (banned !== undefined) throw holderBanned(banned);
  await refuseSuspected(tx, project.assetId);
  const { scheme, methodology } = rulesOf(project, now);
  if (verifierId !== null) {
    await requireMayVerify(tx, await getHolder(tx.manager, verifierId), project, scheme);
  }
  if (appliedOn === null || appliedT === null) throw statementMissing(number, 'CCR-004');
  requireEligible(judgeReport(scheme, project, report, appliedOn));
  if (excludesCertificates(scheme, methodology)) {
    const traded = await tradedMonths(tx, project, { from, to });
    if (traded.length > 0) throw monthsTraded(traded);
  }
  return { scheme, methodology, quantity: appliedT };
}

/**
 * Registers reductions under review: untraded certificates of the same energy are cancelled first (EXC-004), then as many
 * units come to life as were verified, in the owner's account, with all that stands behind them. Everything in one
 * transaction, certificates first: the new instrument is nobody else's to wait for (libs/ledger, lock-balances).
 * @throws Refusal as `requireIssuable`; CREDITS_STOCK_TOO_SMALL, SOURCE_UNITS_BUSY, or of the ledger
 */
export async function registerReductions(
  tx: Transaction,
  desk: CreditDesk,
  of: OfProject,
  decision: Decision,
): Promise<RegisteredReductions> {
  const { report } = of;
  const { now } = decision;
  const { scheme, methodology, quantity } = await requireIssuable(tx, of, now);
  await keepJudgement(
    tx,
    { subject: 'report', subjectId: report.id, occasion: 'registration', at: now },
    { unmet: [], flags: [] },
    { scheme, methodology },
  );
  const cause = causeOf(decision, report);
  const cancelled = excludesCertificates(scheme, methodology)
    ? await cancelCertificates(tx, desk, of, cause)
    : { units: [], transactionId: null };
  const { instrument, transactionId } = await issue(tx, desk, of, { scheme, methodology, quantity, cause });
  const registered = await stepReport(tx, report, {
    ...decision,
    act: 'register',
    details: {
      ...{ instrument, quantity: quantity.toString(), transaction: transactionId.toString() },
      cancelledCertificates: toldUnits(cancelled.units),
    },
  });
  await setRegistered(tx, report.id, { instrument, transactionId, now });
  if (cancelled.transactionId !== null) {
    const { transactionId: ended } = cancelled;
    const units = cancelled.units.map((each) => ({ ...each, transactionId: ended }));
    await insertCancelledCertificates(tx, report.id, units, now);
  }
  return {
    report: { ...registered, instrument, transactionId, registeredAt: now },
    ...{ instrument, quantity, transactionId, cancelled: cancelled.units },
  };
}

function causeOf({ by, documentHash }: Decision, { number, evidenceHash }: Report): Cause {
  const document = documentHash ?? evidenceHash;
  return {
    actor: by.actor,
    ...(by.approver === undefined ? {} : { approver: by.approver }),
    reference: `reduction-report:${number}`,
    ...(document === null ? {} : { documentHash: Buffer.from(document, 'hex') }),
  };
}

/** EXC-004. What was traded since we looked is told by the ledger itself (EXC-002). */
async function cancelCertificates(
  tx: Transaction,
  { ledger }: CreditDesk,
  { report, project }: OfProject,
  cause: Cause,
): Promise<Pick<Awaited<ReturnType<typeof cancelUntraded>>, 'units' | 'transactionId'>> {
  const { plantCode } = project;
  if (plantCode === null) return { units: [], transactionId: null };
  const code = (await canonicalPlantCodes(tx, [plantCode])).get(plantCode) ?? plantCode;
  const months = monthsBetween(monthOf(report.periodFrom), monthOf(report.periodTo));
  const done = await cancelUntraded(tx, ledger, energyOfMonths(code, months), {
    ...cause,
    reason: 'EXC-004',
  });
  if (done.traded.length > 0) throw monthsTraded(monthsOfRanges(done.traded));
  return done;
}

async function issue(
  tx: Transaction,
  { ledger }: CreditDesk,
  { report, project }: OfProject,
  what: {
    readonly scheme: CreditScheme;
    readonly methodology: Methodology;
    readonly quantity: bigint;
    readonly cause: Cause;
  },
): Promise<{ readonly instrument: string; readonly transactionId: bigint }> {
  const { scheme, methodology, quantity, cause } = what;
  const asset = await rootAsset(tx, project.assetId);
  const sources = await sourcesOf(tx, report, project, asset.id, methodology);
  const period = { from: report.periodFrom, to: report.periodTo };
  const instrument = reductionInstrument(scheme.id, project.number, period);
  await defineInstrument(tx, {
    ...{ code: instrument, kind: scheme.instrumentKind, unit: 't', scheme: scheme.id },
    ...{ period: monthOf(period.to), serialised: true, cap: quantity },
  });
  const evidence = report.evidenceHash ?? report.documentHash;
  const [outcome] = await ledger.submit(tx, [
    {
      ...{ kind: 'issue', instrument, quantity, to: project.accountNumber, sources, cause },
      sourceKey: `reductions:${report.number}`,
      evidenceHash: Buffer.from(evidence, 'hex'),
    },
  ]);
  if (outcome === undefined) throw new Error('an issue without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  return { instrument, transactionId: outcome.transactionId };
}
