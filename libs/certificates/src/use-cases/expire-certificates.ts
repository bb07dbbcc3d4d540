import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import {
  type ChinaDate,
  type ChinaMonth,
  chinaDate,
  fault,
  type Json,
  malformed,
  newId,
  type OnProgress,
} from '@carbon/kernel';
import type { Command, Outcome } from '@carbon/ledger';
import { gecPackAt } from '../domain/rules/gec';
import { isExpired } from '../domain/validity';
import { type ExpiryRun, expiryRunEntity } from '../persistence/expiry-run.entity';
import {
  FIRST_HOLDING,
  heldOfMonths,
  type Holding,
  type HoldingsCursor,
} from '../persistence/ledger-holdings';
import { auditActor } from './audit-actor';
import type { Actor, Desk } from './desk';

/** Balances of one ledger submit; each is one command, or a few when parts of it are held back. */
const BATCH = 500;

export interface ExpireCertificates extends Actor {
  /** The China day by which validity is judged; not in the future. */
  readonly asOf: ChinaDate;
}

interface Tally {
  holdings: number;
  certificates: bigint;
  refused: number;
}

/**
 * Ends every certificate that is still held past its validity (GEC-013, GEC-014), whatever part of a balance it stands
 * in: free, in an order, pledged or frozen. In batches; what is ended stays ended when it is cut off, and running again
 * ends what is left.
 * @throws Refusal INPUT_MALFORMED for a day in the future
 */
export async function expireCertificates(
  database: Database,
  desk: Desk,
  { asOf, actor, approver }: ExpireCertificates,
  onProgress: OnProgress = () => undefined,
): Promise<ExpiryRun> {
  refuseFuture(asOf, chinaDate(desk.clock.now()));
  const run = newRun(desk, { asOf, actor, scheduled: false });
  await database.transaction((tx) => begin(tx, desk, run));
  return endExpired(database, desk, run, approver, onProgress);
}

/** A run that has not begun. */
export function newRun(
  desk: Desk,
  {
    asOf,
    actor,
    scheduled,
  }: { readonly asOf: ChinaDate; readonly actor: string; readonly scheduled: boolean },
): ExpiryRun {
  const pack = gecPackAt(asOf);
  return {
    ...{ id: newId(), asOf, packId: pack.id, packVersion: pack.version },
    ...{ startedBy: actor, startedAt: desk.clock.now(), finishedAt: null, scheduled },
    ...{ holdings: 0, certificates: 0n, refused: 0 },
  };
}

async function begin(tx: Transaction, desk: Desk, run: ExpiryRun): Promise<void> {
  await tx.manager.insert(expiryRunEntity, run);
  await auditStart(tx, desk, run);
}

export function auditStart(tx: Transaction, desk: Desk, run: ExpiryRun): Promise<void> {
  return audit(tx, desk, { run, what: 'expiry-run.started', after: { asOf: run.asOf } });
}

/** Does a run that was written down: ends what is left, in batches, and writes down the end. */
export async function endExpired(
  database: Database,
  desk: Desk,
  run: ExpiryRun,
  approver?: string,
  onProgress: OnProgress = () => undefined,
): Promise<ExpiryRun> {
  const { asOf, startedBy: actor } = run;
  const pack = gecPackAt(asOf);
  const months = (await issuedMonths(database)).filter((month) => isExpired(month, asOf, pack));

  const tally: Tally = { holdings: 0, certificates: 0n, refused: 0 };
  const cause = { actor, ...(approver && { approver }), reference: `gec-expiry:${run.id}` };
  for (let cursor: HoldingsCursor | undefined = FIRST_HOLDING; cursor !== undefined;) {
    cursor = await expireBatch(database, desk, { run, months, cause }, cursor, tally);
    onProgress({ step: 'expire-certificates', done: tally.holdings });
  }
  const finished = { ...tally, finishedAt: desk.clock.now() };
  await database.transaction(async (tx) => {
    await tx.manager.update(expiryRunEntity, { id: run.id }, finished);
    await audit(tx, desk, { run, what: 'expiry-run.finished', after: told(tally) });
  });
  return { ...run, ...finished };
}

/** What all batches of a run have in common. */
interface Expiring {
  readonly run: ExpiryRun;
  readonly months: readonly ChinaMonth[];
  readonly cause: Command['cause'];
}

const told = ({ holdings, certificates, refused }: Tally) => ({
  ...{ holdings, refused },
  certificates: certificates.toString(),
});

/** One record a transaction, however many certificates it ends. */
function audit(
  tx: Transaction,
  desk: Desk,
  { run, what, after }: { readonly run: ExpiryRun; readonly what: string; readonly after: Json },
): Promise<void> {
  const subject = { kind: 'expiry-run', id: run.id };
  const by = auditActor(run.startedBy);
  return recordAudit(tx, { action: what, subject, after }, desk.clock.now(), by);
}

/** Ends the next holdings in one transaction; returns where to go on, or undefined at the end. */
async function expireBatch(
  database: Database,
  desk: Desk,
  { run, months, cause }: Expiring,
  after: HoldingsCursor,
  tally: Tally,
): Promise<HoldingsCursor | undefined> {
  const { holdings, batch } = await database.transaction(async (tx) => {
    const found = await heldOfMonths(tx, months, after, BATCH);
    const commands = found.map((holding) => expireCommand(holding, cause));
    const ended: Tally = { holdings: 0, certificates: 0n, refused: 0 };
    const outcomes = await desk.ledger.submit(tx, commands);
    outcomes.forEach((outcome, at) => count(ended, outcome, found[at]));
    if (ended.holdings > 0) await audit(tx, desk, { run, what: 'certificates.expired', after: told(ended) });
    return { holdings: found, batch: ended };
  });
  tally.holdings += batch.holdings;
  tally.certificates += batch.certificates;
  tally.refused += batch.refused;
  const last = holdings.at(-1);
  return last === undefined ? undefined : [last.accountId, last.instrumentId];
}

function count(tally: Tally, outcome: Outcome, holding: Holding | undefined): void {
  if (outcome.status === 'refused') {
    tally.refused += 1;
    return;
  }
  tally.holdings += 1;
  tally.certificates += holding?.quantity ?? 0n;
}

function expireCommand({ account, instrument, part, quantity }: Holding, cause: Command['cause']): Command {
  return { kind: 'expire', instrument, quantity, from: account, fromPart: part, cause };
}

async function issuedMonths(database: Database): Promise<ChinaMonth[]> {
  const rows = await database.query<{ month: ChinaMonth }>(
    `select distinct month from certificates.issue where certificates > 0 order by month`,
  );
  return rows.map(({ month }) => month);
}

function refuseFuture(asOf: ChinaDate, today: ChinaDate): void {
  if (asOf <= today) return;
  throw malformed([fault('asOf', 'future', 'lies in the future', '不得为将来日期')]);
}
