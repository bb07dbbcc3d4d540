import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Json, newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Warning } from '../warnings';

export interface StandingWarning {
  readonly id: string;
  readonly holderId: string;
  readonly holder: string;
  readonly kind: string;
  readonly subject: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly raisedAt: Date;
  readonly seenAt: Date | null;
  readonly clearedAt: Date | null;
}

type Moved = Pick<StandingWarning, 'id' | 'holderId' | 'subject'>;

/** Makes the warnings of a kind that stand those that were found: new ones are raised, others are over. Set-based. */
export async function settleWarnings(
  tx: Transaction,
  kind: string,
  found: readonly Warning[],
  now: Date,
): Promise<{ readonly raised: readonly Moved[]; readonly cleared: readonly Moved[] }> {
  const rows = JSON.stringify(
    found.map(({ holderId, subject, facts }) => ({ id: newId(), holder_id: holderId, subject, facts })),
  );
  const cleared = await tx.query<Moved>(
    `update allowances.warning w set cleared_at = $3
      where w.kind = $1 and w.cleared_at is null and not exists (
        select from jsonb_to_recordset($2::jsonb) as f (holder_id uuid, subject text)
         where f.holder_id = w.holder_id and f.subject = w.subject)
      returning w.id, w.holder_id as "holderId", w.subject`,
    [kind, rows, now],
  );
  const raised = await tx.query<Moved>(
    `insert into allowances.warning (id, holder_id, kind, subject, facts, raised_at)
     select f.id, f.holder_id, $1, f.subject, f.facts, $3
       from jsonb_to_recordset($2::jsonb) as f (id uuid, holder_id uuid, subject text, facts jsonb)
     on conflict (holder_id, kind, subject) where cleared_at is null do nothing
     returning id, holder_id as "holderId", subject`,
    [kind, rows, now],
  );
  return { raised, cleared };
}

const WARNING = `
  select w.id, w.seq, w.holder_id as "holderId", h.code as holder, w.kind, w.subject, w.facts,
         w.raised_at as "raisedAt", w.seen_at as "seenAt", w.cleared_at as "clearedAt"
    from allowances.warning w join identity.holder h on h.id = w.holder_id
   where ${inReach(1, { holder: 'w.holder_id', moment: 'w.raised_at' })}`;

export interface WarningFilter {
  readonly kind?: string | undefined;
  /** Only those that stand; all when false. */
  readonly standing: boolean;
}

/** Warnings of the holders in reach, the latest first. */
export async function readWarnings(
  reader: Reader,
  reach: Reach,
  { kind, standing }: WarningFilter,
  page: PageRequest,
): Promise<Page<StandingWarning>> {
  const rows = await reader.query<StandingWarning & { seq: string }>(
    `${WARNING} and ($4::text is null or w.kind = $4) and (not $5::boolean or w.cleared_at is null)
        and w.seq < coalesce($6::bigint, 9223372036854775807)
      order by w.seq desc limit $7`,
    [...reachValues(reach), kind ?? null, standing, page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, ({ seq }) => [seq]);
}

export async function findWarning(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<StandingWarning | undefined> {
  const [found] = await reader.query<StandingWarning>(`${WARNING} and w.id = $4`, [
    ...reachValues(reach),
    id,
  ]);
  return found;
}

/** Notes who saw a warning first. */
export async function noteSeen(tx: Transaction, id: string, by: string, now: Date): Promise<void> {
  await tx.query(
    'update allowances.warning set seen_at = $2, seen_by = $3 where id = $1 and seen_at is null',
    [id, now, by],
  );
}
