import type { Reader, Transaction } from '@carbon/database';
import { type Caller, inReach, reachValues } from '@carbon/http';
import { type Json, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { RowFault } from '../domain/readings/row-fault';
import { batchUnknown } from '../domain/refusals';

export const SOURCES = ['signed', 'csv', 'xlsx'] as const;
export const BATCH_STATES = ['staged', 'committed', 'discarded'] as const;

/** Readings that came in together. */
export interface Batch {
  readonly id: string;
  readonly holderId: string;
  readonly senderId: string | null;
  readonly source: (typeof SOURCES)[number];
  readonly reference: string | null;
  readonly documentHash: string | null;
  readonly bodyHash: string;
  readonly evidenceHash: string;
  readonly rows: number;
  readonly faults: readonly RowFault[];
  readonly faultCount: number;
  readonly state: (typeof BATCH_STATES)[number];
  /** What the decision was, as it was answered. */
  readonly outcome: Json | null;
  readonly overrideReason: string | null;
  readonly overrideDocument: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

const COLUMNS = `b.id, b.holder_id as "holderId", b.sender_id as "senderId", b.source, b.reference,
  encode(b.document_hash, 'hex') as "documentHash", encode(b.body_hash, 'hex') as "bodyHash",
  encode(b.evidence_hash, 'hex') as "evidenceHash", b.rows, b.faults, b.fault_count as "faultCount",
  coalesce(c.decision, 'staged') as state, c.outcome, o.reason as "overrideReason",
  encode(o.document_hash, 'hex') as "overrideDocument", b.created_by as "createdBy", b.created_at as "createdAt"`;
const FROM = `intake.batch b left join intake.batch_decision c on c.batch_id = b.id
  left join intake.batch_override o on o.batch_id = b.id`;

type Who = Pick<Caller, 'reach' | 'holder'>;
const seen = (first: number) =>
  `(${inReach(first, { holder: 'b.holder_id', moment: 'b.created_at' })} or b.sender_id = $${first + 3}::uuid)`;
const seenValues = ({ reach, holder }: Who) => [...reachValues(reach), holder?.id ?? null];

/** A batch as a caller may see it. @throws Refusal INTAKE_BATCH_UNKNOWN */
export async function batchFor(reader: Reader, id: string, caller: Who): Promise<Batch> {
  const [batch] = await reader.query<Batch>(`select ${COLUMNS} from ${FROM} where b.id = $1 and ${seen(2)}`, [
    id,
    ...seenValues(caller),
  ]);
  if (batch === undefined) throw batchUnknown(id);
  return batch;
}

/** The batch a device sent under a number of its own. */
export async function batchByReference(
  reader: Reader,
  deviceId: number,
  reference: string,
): Promise<Batch | undefined> {
  const [batch] = await reader.query<Batch>(
    `select ${COLUMNS} from ${FROM} where b.device_id = $1 and b.reference = $2`,
    [deviceId, reference],
  );
  return batch;
}

/** Batches, the newest first. */
export async function readBatches(
  reader: Reader,
  { limit, after }: PageRequest,
  caller: Who,
  state?: Batch['state'],
): Promise<Page<Batch>> {
  const rows = await reader.query<Batch>(
    `select ${COLUMNS} from ${FROM}
      where ($1::uuid is null or b.id < $1) and ($2::text is null or coalesce(c.decision, 'staged') = $2) and ${seen(4)}
      order by b.id desc limit $3`,
    [after?.[0] ?? null, state ?? null, limit + 1, ...seenValues(caller)],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

/** Nobody else decides on this batch, nor adds readings to its meters, until this transaction ends. */
export async function lockBatch(tx: Transaction, id: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('intake.batch ' || $1::text, 0))`, [id]);
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('intake.device ' || d.device_id, 0))
       from (select distinct device_id from intake.staged_reading where batch_id = $1 order by device_id) d`,
    [id],
  );
}
