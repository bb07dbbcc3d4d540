import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';

export interface VoluntaryCancellation {
  readonly id: string;
  readonly projectId: string;
  readonly holderId: string;
  readonly account: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly transactionId: bigint;
  readonly by: string;
  readonly approver: string | null;
  readonly at: Date;
}

export async function insertVoluntaryCancellation(
  tx: Transaction,
  done: VoluntaryCancellation,
): Promise<void> {
  await tx.query(
    `insert into credits.voluntary_cancellation
       (id, project_id, holder_id, account_number, instrument, quantity, transaction_id, by_whom, approver, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      done.id,
      done.projectId,
      done.holderId,
      done.account,
      done.instrument,
      done.quantity.toString(),
      done.transactionId.toString(),
      done.by,
      done.approver,
      done.at,
    ],
  );
}

/** How much of a project was registered, what its owner cancelled itself, and what earlier decisions have used of both. */
export async function readFraudAccount(
  reader: Reader,
  projectId: string,
): Promise<{ readonly registered: bigint; readonly voluntary: bigint }> {
  const [row] = await reader.query<{ registered: string; voluntary: string }>(
    `select (select coalesce(sum(applied_t), 0) from credits.report where project_id = $1 and state = 'registered')
              - coalesce(sum(f.quantity), 0) as registered,
            (select coalesce(sum(quantity), 0) from credits.voluntary_cancellation where project_id = $1)
              - coalesce(sum(f.voluntary), 0) as voluntary
       from credits.forced_cancellation f where f.project_id = $1`,
    [projectId],
  );
  return { registered: BigInt(row?.registered ?? 0), voluntary: BigInt(row?.voluntary ?? 0) };
}

/** CCR-012: what became of fraudulent reductions. */
export interface ForcedCancellation {
  readonly id: string;
  readonly projectId: string;
  readonly holderId: string;
  readonly quantity: bigint;
  /** Cancelled by the owner before. */
  readonly voluntary: bigint;
  readonly taken: bigint;
  /** Neither cancelled nor there to be taken. */
  readonly owed: bigint;
  readonly transactionId: bigint | null;
  readonly decision: string;
  /** Hex. */
  readonly documentHash: string;
  readonly by: string;
  readonly approver: string | null;
  readonly at: Date;
}

export async function insertForcedCancellation(
  tx: Transaction,
  forced: ForcedCancellation,
  ban: { readonly from: ChinaDate; readonly until: ChinaDate },
): Promise<void> {
  await tx.query(
    `insert into credits.forced_cancellation (id, project_id, holder_id, quantity, voluntary, taken, owed, transaction_id,
       decision, document_hash, by_whom, approver, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11, $12, $13)`,
    [
      forced.id,
      forced.projectId,
      forced.holderId,
      forced.quantity.toString(),
      forced.voluntary.toString(),
      forced.taken.toString(),
      forced.owed.toString(),
      forced.transactionId?.toString() ?? null,
      forced.decision,
      forced.documentHash,
      forced.by,
      forced.approver,
      forced.at,
    ],
  );
  await tx.query(
    `insert into credits.ban (holder_id, forced_cancellation_id, from_day, until_day) values ($1, $2, $3, $4)`,
    [forced.holderId, forced.id, ban.from, ban.until],
  );
}

/** A forced cancellation with the names of its project and the days of the ban. */
export interface ForcedCancellationView extends Omit<ForcedCancellation, 'projectId'> {
  readonly project: string;
  readonly bannedUntil: ChinaDate;
}

type Whole = 'quantity' | 'voluntary' | 'taken' | 'owed';
type Row = Omit<ForcedCancellationView, Whole | 'transactionId'> &
  Readonly<Record<Whole, string>> & { readonly transactionId: string | null };

/** Forced cancellations in reach, in the order in which they were made. */
export async function readForcedCancellations(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  project?: string,
): Promise<Page<ForcedCancellationView>> {
  const rows = await reader.query<Row>(
    `select f.id, p.number as project, f.holder_id as "holderId", f.quantity, f.voluntary, f.taken, f.owed,
            f.transaction_id as "transactionId", f.decision, encode(f.document_hash, 'hex') as "documentHash",
            f.by_whom as "by", f.approver, f.at, b.until_day::text as "bannedUntil"
       from credits.forced_cancellation f join credits.project p on p.id = f.project_id
       join credits.ban b on b.forced_cancellation_id = f.id and b.holder_id = f.holder_id
      where ${inReach(1, { holder: 'f.holder_id', moment: 'f.at' })} and ($4::uuid is null or f.id > $4)
        and ($5::text is null or p.number = $5)
      order by f.id limit $6`,
    [...reachValues(reach), page.after?.[0] ?? null, project ?? null, page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ id }) => [id]);
  return {
    ...found,
    items: found.items.map((row) => ({
      ...row,
      quantity: BigInt(row.quantity),
      voluntary: BigInt(row.voluntary),
      taken: BigInt(row.taken),
      owed: BigInt(row.owed),
      transactionId: row.transactionId === null ? null : BigInt(row.transactionId),
    })),
  };
}
