import type { Reader, Transaction } from '@carbon/database';
import type { PartDifference } from '../domain/verified-parts';

export interface NewAssignment {
  readonly id: string;
  readonly reportId: string;
  readonly verifierId: string;
  readonly engagementId: string | null;
  readonly documentHash: string;
  readonly taskId: string;
  readonly at: Date;
  readonly by: string;
  readonly approvedBy: string;
}

export async function insertAssignment(tx: Transaction, entry: NewAssignment): Promise<void> {
  const { id, reportId, verifierId, engagementId, documentHash, taskId, at, by, approvedBy } = entry;
  await tx.query(
    `insert into allowances.emission_assignment (id, report_id, verifier_id, engagement_id, document_hash, task_id, at,
       by_whom, approved_by)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9)`,
    [id, reportId, verifierId, engagementId, documentHash, taskId, at, by, approvedBy],
  );
}

export const OPINIONS = ['positive', 'qualified', 'negative'] as const;
export type EmissionOpinion = (typeof OPINIONS)[number];

/** What a verifier comes to. Tonnes are whole. */
export interface Conclusion {
  readonly number: number;
  readonly version: number;
  readonly verifierId: string;
  readonly opinion: EmissionOpinion;
  readonly text: string;
  /** As submitted, as calculated again now, and as verified. */
  readonly reportedT: bigint;
  readonly recalculatedT: bigint;
  readonly verifiedT: bigint;
  readonly parts: readonly PartDifference[];
  readonly deskCase: string;
  readonly coverage: { readonly documentsPercent: number; readonly facilitiesPercent: number };
  readonly document: string;
  readonly at: Date;
  readonly by: string;
}

type Tonnes = 'reportedT' | 'recalculatedT' | 'verifiedT';
type Row = Omit<Conclusion, Tonnes> & Readonly<Record<Tonnes, string>>;

const COLUMNS = `number, version, verifier_id as "verifierId", opinion, text, reported_t as "reportedT",
  recalculated_t as "recalculatedT", verified_t as "verifiedT", parts, desk_case as "deskCase", coverage,
  encode(document_hash, 'hex') as document, at, by_whom as "by"`;

/** The conclusions on a report, by number: there are few. */
export async function readConclusions(reader: Reader, reportId: string): Promise<Conclusion[]> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from allowances.emission_conclusion where report_id = $1 order by number`,
    [reportId],
  );
  return rows.map((row) => ({
    ...row,
    reportedT: BigInt(row.reportedT),
    recalculatedT: BigInt(row.recalculatedT),
    verifiedT: BigInt(row.verifiedT),
  }));
}

export async function insertConclusion(tx: Transaction, reportId: string, entry: Conclusion): Promise<void> {
  await tx.query(
    `insert into allowances.emission_conclusion (report_id, number, version, verifier_id, opinion, text, reported_t,
       recalculated_t, verified_t, parts, desk_case, coverage, document_hash, at, by_whom)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, decode($13, 'hex'), $14, $15)`,
    [
      reportId,
      entry.number,
      entry.version,
      entry.verifierId,
      entry.opinion,
      entry.text,
      entry.reportedT.toString(),
      entry.recalculatedT.toString(),
      entry.verifiedT.toString(),
      JSON.stringify(entry.parts),
      entry.deskCase,
      JSON.stringify(entry.coverage),
      entry.document,
      entry.at,
      entry.by,
    ],
  );
}
