import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import {
  type EmissionFindingKind,
  findingState,
  type FindingSeverity,
  type FindingState,
} from '../domain/finding-state';

export interface FindingAct {
  readonly act: 'answered' | 'closed' | 'kept';
  readonly text: string;
  readonly version: number | null;
  readonly document: string | null;
  readonly at: string;
  readonly by: string;
}

/** A finding of the verifier, with all that was said of it. */
export interface Finding {
  readonly number: number;
  /** The version of the report it was found in. */
  readonly version: number;
  readonly kind: EmissionFindingKind;
  readonly severity: FindingSeverity;
  readonly field: string;
  readonly text: string;
  readonly dueOn: ChinaDate;
  readonly at: Date;
  readonly by: string;
  readonly thread: readonly FindingAct[];
  readonly state: FindingState;
}

/** All findings of a report, by number: a report has few. */
export async function readFindings(reader: Reader, reportId: string): Promise<Finding[]> {
  const rows = await reader.query<Omit<Finding, 'state'>>(
    `select f.number, f.version, f.kind, f.severity, f.field, f.text, f.due_on::text as "dueOn", f.at, f.by_whom as "by",
            coalesce((select jsonb_agg(jsonb_build_object('act', a.act, 'text', a.text, 'version', a.version,
                        'document', encode(a.document_hash, 'hex'), 'at', a.at, 'by', a.by_whom) order by a.number)
                      from allowances.emission_finding_act a
                      where a.report_id = f.report_id and a.finding = f.number), '[]') as thread
       from allowances.emission_finding f where f.report_id = $1 order by f.number`,
    [reportId],
  );
  return rows.map((row) => ({ ...row, state: findingState(row.thread.at(-1)?.act) }));
}

export type NewFinding = Pick<
  Finding,
  'number' | 'version' | 'kind' | 'severity' | 'field' | 'text' | 'dueOn' | 'at' | 'by'
> & {
  readonly verifierId: string;
};

export async function insertFinding(tx: Transaction, reportId: string, finding: NewFinding): Promise<void> {
  const { number, version, verifierId, kind, severity, field, text, dueOn, at, by } = finding;
  await tx.query(
    `insert into allowances.emission_finding (report_id, number, version, verifier_id, kind, severity, field, text, due_on,
       at, by_whom)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [reportId, number, version, verifierId, kind, severity, field, text, dueOn, at, by],
  );
}

export interface NewFindingAct {
  readonly finding: number;
  readonly number: number;
  readonly act: FindingAct['act'];
  readonly text: string;
  readonly version?: number | undefined;
  readonly document?: string | undefined;
  readonly at: Date;
  readonly by: string;
}

export async function insertFindingAct(
  tx: Transaction,
  reportId: string,
  entry: NewFindingAct,
): Promise<void> {
  const { finding, number, act, text, version, document, at, by } = entry;
  await tx.query(
    `insert into allowances.emission_finding_act (report_id, finding, number, act, text, version, document_hash, at, by_whom)
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), $8, $9)`,
    [reportId, finding, number, act, text, version ?? null, document ?? null, at, by],
  );
}
