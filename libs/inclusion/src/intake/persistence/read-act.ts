import type { Reader } from '@carbon/database';

/** An act as it was told, with what commits to it. */
export interface StoredAct {
  readonly residentId: bigint;
  readonly month: string;
  readonly actNo: bigint;
  readonly startedAt: Date;
  readonly amount: bigint;
  readonly durationS: number;
  readonly partnerId: number;
  readonly programmeId: number;
  readonly method: number;
  readonly eventId: string;
  readonly salt: Buffer;
}

interface ActRow {
  resident_id: string;
  month: string;
  act_no: string;
  started_at: Date;
  amount: string;
  duration_s: number;
  partner_id: number;
  programme_id: number;
  method: number;
  event_id: string;
  salt: Buffer;
}

const SELECT = `select a.resident_id, a.month::text as month, a.act_no, a.started_at, a.amount, a.duration_s, a.partner_id,
    a.programme_id, a.method, a.event_id, a.salt
  from inclusion.act a`;

const toAct = (row: ActRow): StoredAct => ({
  residentId: BigInt(row.resident_id),
  month: row.month,
  actNo: BigInt(row.act_no),
  startedAt: row.started_at,
  amount: BigInt(row.amount),
  durationS: row.duration_s,
  partnerId: row.partner_id,
  programmeId: row.programme_id,
  method: row.method,
  eventId: row.event_id,
  salt: row.salt,
});

/** One act of a resident. */
export async function findActOf(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  actNo: bigint,
): Promise<StoredAct | undefined> {
  const [row] = await reader.query<ActRow>(`${SELECT} where a.resident_id = $1 and a.act_no = $2`, [
    ...[residentId.toString(), actNo.toString()],
  ]);
  return row && toAct(row);
}

/** An act by its number alone: numbers follow time, and so do the pages of the table. */
export async function findAct(reader: Pick<Reader, 'query'>, actNo: bigint): Promise<StoredAct | undefined> {
  const [row] = await reader.query<ActRow>(`${SELECT} where a.act_no = $1`, [actNo.toString()]);
  return row && toAct(row);
}

/** Acts that a partner told of one of its users under an event id: one, unless the id came back in another month. */
export async function findActsByEvent(
  reader: Pick<Reader, 'query'>,
  partnerId: number,
  { reference, eventId }: { readonly reference: string; readonly eventId: string },
): Promise<StoredAct[]> {
  const rows = await reader.query<ActRow>(
    `${SELECT} where a.partner_id = $1 and a.event_id = $3
        and a.resident_id in (select l.resident_id from inclusion.link l where l.partner_id = $1 and l.reference = $2)
      order by a.act_no`,
    [partnerId, reference, eventId],
  );
  return rows.map(toAct);
}

/** What a batch committed to. */
export interface BatchLeaves {
  readonly partnerId: number;
  readonly receivedAt: Date;
  readonly outcomes: Buffer;
  readonly leaves: Buffer;
  readonly root: Buffer | null;
}

export async function readBatchLeaves(
  reader: Pick<Reader, 'query'>,
  batch: bigint,
): Promise<BatchLeaves | undefined> {
  const [row] = await reader.query<BatchLeaves>(
    `select partner_id as "partnerId", received_at as "receivedAt", outcomes, leaves, root
       from inclusion.intake_batch where id = $1`,
    [batch.toString()],
  );
  return row;
}
