import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';
import type { NewReport } from './report';

const DIGITS = 6;

/** The next public number of a report, `MR000123`. */
export async function nextReportNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ serial: string }>(`select nextval('credits.report_number') as serial`);
  return `MR${(row?.serial ?? '0').padStart(DIGITS, '0')}`;
}

/** Writes down a report that is new; its first event makes it public. */
export async function insertReport(tx: Transaction, report: NewReport): Promise<void> {
  await tx.query(
    `insert into credits.report (id, number, project_id, period_from, period_to, verifier_id, document_hash, inputs, stocks,
       methodology, methodology_version, methodology_hash, steps, rules, certainty, exact_t, computed_t, comment_from,
       comment_until, source, filed_by, filed_at)
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
       $22)`,
    [
      report.id,
      report.number,
      report.projectId,
      report.periodFrom,
      report.periodTo,
      report.verifierId,
      report.documentHash,
      JSON.stringify(report.inputs),
      JSON.stringify(report.stocks),
      report.methodology,
      report.methodologyVersion,
      report.methodologyHash,
      JSON.stringify(report.steps),
      report.rules,
      report.certainty,
      report.exactT,
      report.computedT.toString(),
      report.commentFrom,
      report.commentUntil,
      report.source,
      report.filedBy,
      report.filedAt,
    ],
  );
}

export async function setVerified(
  tx: Transaction,
  id: string,
  { verifiedT, evidenceHash }: { readonly verifiedT: bigint; readonly evidenceHash: string },
): Promise<void> {
  await tx.query(
    `update credits.report set verified_t = $2, evidence_hash = decode($3, 'hex') where id = $1`,
    [id, verifiedT.toString(), evidenceHash],
  );
}

export async function setApplied(
  tx: Transaction,
  id: string,
  applied: { readonly on: ChinaDate; readonly quantity: bigint; readonly until: ChinaDate },
): Promise<void> {
  const { on, quantity, until } = applied;
  await tx.query(
    `update credits.report set applied_on = $2, applied_t = $3, review_until = $4 where id = $1`,
    [id, on, quantity.toString(), until],
  );
}

export async function setRegistered(
  tx: Transaction,
  id: string,
  registered: { readonly instrument: string; readonly transactionId: bigint; readonly now: Date },
): Promise<void> {
  const { instrument, transactionId, now } = registered;
  await tx.query(
    `update credits.report set instrument = $2, transaction_id = $3, registered_at = $4 where id = $1`,
    [id, instrument, transactionId.toString(), now],
  );
}

/** EXC-004: certificates that a registration ended, for everybody to read. */
export async function insertCancelledCertificates(
  tx: Transaction,
  reportId: string,
  cancelled: readonly {
    readonly instrument: string;
    readonly serials: SerialRange;
    readonly transactionId: bigint;
  }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into credits.cancelled_certificates (report_id, instrument, first_serial, last_serial, transaction_id, at)
     select $1, t.*, $6 from unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) as t`,
    [
      reportId,
      cancelled.map(({ instrument }) => instrument),
      cancelled.map(({ serials }) => serials.first.toString()),
      cancelled.map(({ serials }) => serials.last.toString()),
      cancelled.map(({ transactionId }) => transactionId.toString()),
      now,
    ],
  );
}
