import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

export interface FamilyCode {
  readonly residentId: bigint;
  /** What the one who invites calls the relative; sealed. */
  readonly label: Buffer | null;
}

/** Keeps the fingerprint of an invitation; the one before works no more. */
export async function writeFamilyCode(
  tx: Transaction,
  code: FamilyCode & { readonly hash: Buffer; readonly expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into inclusion.family_code (resident_id, code_hash, label, expires_at) values ($1, $2, $3, $4)
     on conflict (resident_id) do update set code_hash = excluded.code_hash, label = excluded.label,
       expires_at = excluded.expires_at`,
    [code.residentId.toString(), code.hash, code.label, code.expiresAt],
  );
}

/** Uses an invitation up. @returns undefined when it was used, taken back, or has expired */
export async function useFamilyCode(
  tx: Transaction,
  hash: Buffer,
  now: Date,
): Promise<FamilyCode | undefined> {
  const [row] = await tx.query<{ id: string; label: Buffer | null }>(
    `delete from inclusion.family_code where code_hash = $1 and expires_at > $2
     returning resident_id as id, label`,
    [hash, now],
  );
  return row && { residentId: BigInt(row.id), label: row.label };
}

/** Both sides of a tie, with what each calls the other. @returns false when it stands already */
export async function insertTie(
  tx: Transaction,
  sides: readonly [FamilyCode, FamilyCode],
  now: Date,
): Promise<boolean> {
  const [one, other] = sides;
  const rows = await tx.query(
    `insert into inclusion.relative (resident_id, relative_id, label, since)
     values ($1, $2, $3, $5), ($2, $1, $4, $5) on conflict do nothing returning resident_id`,
    [one.residentId.toString(), other.residentId.toString(), one.label, other.label, now],
  );
  return rows.length === sides.length;
}

/** Ends a tie on both sides, with what each allowed the other. @returns false when there is none */
export async function deleteTie(tx: Transaction, residentId: bigint, relativeId: bigint): Promise<boolean> {
  const rows = await tx.query(
    `delete from inclusion.relative
      where (resident_id = $1 and relative_id = $2) or (resident_id = $2 and relative_id = $1) returning resident_id`,
    [residentId.toString(), relativeId.toString()],
  );
  return rows.length > 0;
}

/** Lets a relative act for the resident, or no more. @returns false when it is no relative */
export async function setHelper(
  tx: Transaction,
  tie: { readonly residentId: bigint; readonly relativeId: bigint; readonly helper: boolean },
): Promise<boolean> {
  const rows = await tx.query(
    `update inclusion.relative set helper = $3 where resident_id = $1 and relative_id = $2 returning resident_id`,
    [tie.residentId.toString(), tie.relativeId.toString(), tie.helper],
  );
  return rows.length > 0;
}

/** Whether a person may act for a resident who allowed it; keeps it so until the transaction ends. */
export async function isHelperOf(tx: Transaction, personId: string, residentId: bigint): Promise<boolean> {
  const rows = await tx.query(
    `select from inclusion.relative t join inclusion.resident h on h.id = t.relative_id
      where t.resident_id = $1 and t.helper and h.person_id = $2 and h.state = 'active' for share of t`,
    [residentId.toString(), personId],
  );
  return rows.length > 0;
}

export async function countRelatives(tx: Transaction, residentId: bigint): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    'select count(*)::int as count from inclusion.relative where resident_id = $1',
    [residentId.toString()],
  );
  return row?.count ?? 0;
}

export interface RelativeView {
  readonly number: string;
  readonly code: string;
  readonly label: Buffer | null;
  readonly since: Date;
  /** It may act for the resident who asks. */
  readonly mayHelpMe: boolean;
  /** The resident who asks may act for it. */
  readonly iMayHelp: boolean;
  readonly acts: string;
  readonly reducedUg: string;
  readonly emittedUg: string;
  readonly points: string;
}

/** The relatives of a resident with their totals since they joined, by number. */
export async function readFamily(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  page: PageRequest,
): Promise<Page<RelativeView>> {
  const rows = await reader.query<RelativeView>(
    `select t.relative_id::text as number, h.code, t.label, t.since, t.helper as "mayHelpMe", b.helper as "iMayHelp",
            s.acts::text, s.reduced::text as "reducedUg", s.emitted::text as "emittedUg", s.points::text
       from inclusion.relative t
       join inclusion.relative b on b.resident_id = t.relative_id and b.relative_id = t.resident_id
       join inclusion.resident r on r.id = t.relative_id
       join identity.holder h on h.id = r.holder_id
       cross join lateral (
         select coalesce(sum(m.acts), 0) as acts, coalesce(sum(m.reduced_ug), 0) as reduced,
                coalesce(sum(m.emitted_ug), 0) as emitted, coalesce(sum(m.points), 0) as points
           from (select acts, reduced_ug, emitted_ug, points from inclusion.resident_month where resident_id = r.id
                 union all
                 select acts, reduced_ug, emitted_ug, points from inclusion.unfolded where resident_id = r.id) m) s
      where t.resident_id = $1 and t.relative_id > $2 order by t.relative_id limit $3`,
    [residentId.toString(), page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ number }) => [number]);
}
