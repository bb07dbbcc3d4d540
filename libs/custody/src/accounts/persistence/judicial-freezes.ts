import type { Transaction } from '@carbon/database';
import { inReach, type Reach, reachIds, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { instrumentLimits, withinLimits } from '../../instrument-limits';
import { fromMultirange, type Serials, toMultirange } from '../domain/serial-ranges';

export const FREEZE_STATES = ['proposed', 'in-force', 'released', 'abandoned'] as const;
export type FreezeState = (typeof FREEZE_STATES)[number];

export interface JudicialFreeze {
  readonly id: string;
  readonly account: string;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Still frozen. */
  readonly held: bigint;
  /** Still frozen; null for instruments without serials. */
  readonly serials: readonly Serials[] | null;
  readonly court: string;
  readonly order: string;
  /** Hex. */
  readonly documentHash: string;
  /** China day. */
  readonly until: string | null;
  readonly state: FreezeState;
  readonly proposedAt: Date;
  readonly frozenAt: Date | null;
  readonly endedAt: Date | null;
}

interface Row {
  id: string;
  seq: string;
  account: string;
  instrument: string;
  quantity: string;
  held: string;
  serials: string | null;
  court: string;
  court_order: string;
  document_hash: string;
  until: string | null;
  state: FreezeState;
  proposed_at: Date;
  frozen_at: Date | null;
  ended_at: Date | null;
}

const COLUMNS = `f.id, f.seq, f.account, f.instrument, f.quantity, f.held, f.serials::text, f.court, f.court_order,
  encode(f.document_hash, 'hex') as document_hash, f.until::text, f.state, f.proposed_at, f.frozen_at, f.ended_at`;

const toFreeze = (row: Row): JudicialFreeze => ({
  id: row.id,
  account: row.account,
  instrument: row.instrument,
  quantity: BigInt(row.quantity),
  held: BigInt(row.held),
  serials: row.serials === null ? null : fromMultirange(row.serials),
  court: row.court,
  order: row.court_order,
  documentHash: row.document_hash,
  until: row.until,
  state: row.state,
  proposedAt: row.proposed_at,
  frozenAt: row.frozen_at,
  endedAt: row.ended_at,
});

export type NewFreeze = Pick<
  JudicialFreeze,
  'id' | 'account' | 'instrument' | 'quantity' | 'serials' | 'court' | 'order' | 'documentHash' | 'until'
>;

export async function insertFreeze(tx: Transaction, freeze: NewFreeze, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into custody.judicial_freeze
       (id, account, instrument, quantity, held, serials, court, court_order, document_hash, until, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $4, $5::int8multirange, $6, $7, decode($8, 'hex'), $9, $10, $11)`,
    [
      freeze.id,
      freeze.account,
      freeze.instrument,
      freeze.quantity,
      freeze.serials === null ? null : toMultirange(freeze.serials),
      freeze.court,
      freeze.order,
      freeze.documentHash,
      freeze.until,
      by,
      now,
    ],
  );
}

/** A freeze of an account within reach. */
export async function findFreeze(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<JudicialFreeze | undefined> {
  const [row] = await reader.query<Row>(
    `select ${COLUMNS} from custody.judicial_freeze f join ledger.account a on a.number = f.account
      where f.id = $1 and ($2::uuid[] is null or a.holder_id = any($2))`,
    [id, reachIds(reach)],
  );
  return row === undefined ? undefined : toFreeze(row);
}

/** Locks a freeze, so that two releases of it come one after the other. */
export async function lockFreeze(tx: Transaction, id: string): Promise<JudicialFreeze | undefined> {
  const [row] = await tx.query<Row>(
    `select ${COLUMNS} from custody.judicial_freeze f where f.id = $1 for update`,
    [id],
  );
  return row === undefined ? undefined : toFreeze(row);
}

export async function approveFreeze(tx: Transaction, id: string, approver: string, now: Date): Promise<void> {
  await tx.query(
    `update custody.judicial_freeze set state = 'in-force', approved_by = $2, frozen_at = $3 where id = $1`,
    [id, approver, now],
  );
}

export async function abandonFreeze(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query(
    `update custody.judicial_freeze
        set state = 'abandoned', held = 0, serials = case when serials is not null then '{}'::int8multirange end, ended_at = $2
      where id = $1`,
    [id, now],
  );
}

export interface Release {
  readonly id: string;
  readonly freezeId: string;
  readonly quantity: bigint;
  readonly serials: readonly Serials[] | null;
  readonly lapsed: bigint;
  readonly order: string;
  readonly documentHash: string;
  readonly by: string;
  readonly approver: string;
}

/** Records a release, and what the freeze holds after it. */
export async function insertRelease(
  tx: Transaction,
  release: Release,
  after: { readonly held: bigint; readonly serials: readonly Serials[] | null },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into custody.judicial_release
       (id, freeze_id, quantity, serials, lapsed, court_order, document_hash, released_by, approver, released_at)
     values ($1, $2, $3, $4::int8multirange, $5, $6, decode($7, 'hex'), $8, $9, $10)`,
    [
      release.id,
      release.freezeId,
      release.quantity,
      release.serials === null ? null : toMultirange(release.serials),
      release.lapsed,
      release.order,
      release.documentHash,
      release.by,
      release.approver,
      now,
    ],
  );
  await tx.query(
    `update custody.judicial_freeze
        set held = $2, serials = $3::int8multirange, state = case when $2::bigint = 0 then 'released' else state end,
            ended_at = case when $2::bigint = 0 then $4::timestamptz end
      where id = $1`,
    [release.freezeId, after.held, after.serials === null ? null : toMultirange(after.serials), now],
  );
}

/**
 * The serials of a freeze that are frozen indeed: units come to the end of their validity in frozen accounts too, and a
 * court may have had some moved.
 */
export async function stillFrozen(tx: Transaction, freeze: JudicialFreeze): Promise<Serials[]> {
  const [row] = await tx.query<{ still: string | null }>(
    `select (range_agg(int8range(b.first_serial, b.last_serial, '[]')) * $3::int8multirange)::text as still
       from ledger.block b
       join ledger.account a on a.id = b.account_id and a.number = $1
       join ledger.instrument i on i.id = b.instrument_id and i.code = $2
      where b.part = 4`,
    [freeze.account, freeze.instrument, toMultirange(freeze.serials ?? [])],
  );
  return fromMultirange(row?.still ?? '{}');
}

export interface FreezeFilter {
  readonly account?: string | undefined;
  readonly state?: FreezeState | undefined;
}

const IN_REACH = inReach(1, { holder: 'a.holder_id', moment: 'f.proposed_at' });
const WITHIN_LIMITS = withinLimits(4, { holder: 'a.holder_id', instrument: 'f.instrument' });

/** Freezes of accounts within reach, the latest first; within an engagement, of its time and instruments. */
export async function readFreezes(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
  { account, state }: FreezeFilter,
): Promise<Page<JudicialFreeze>> {
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from custody.judicial_freeze f join ledger.account a on a.number = f.account
      where ${IN_REACH} and ${WITHIN_LIMITS} and ($6::text is null or f.account = $6)
        and ($7::text is null or f.state = $7) and f.seq < coalesce($8::bigint, 9223372036854775807)
      order by f.seq desc limit $9`,
    [
      ...reachValues(reach),
      ...instrumentLimits(reach),
      account ?? null,
      state ?? null,
      page.after?.[0] ?? null,
      page.limit + 1,
    ],
  );
  const found = toPage(rows, page.limit, ({ seq }) => [seq]);
  return { ...found, items: found.items.map(toFreeze) };
}
