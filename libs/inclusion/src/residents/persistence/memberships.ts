import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, type Text, toPage } from '@carbon/kernel';

export interface MembershipView {
  readonly programme: string;
  readonly name: Text;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
}

/** @returns false when the resident is a member already */
export async function joinProgrammeRow(
  tx: Transaction,
  residentId: bigint,
  programmeId: number,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into inclusion.membership as m (resident_id, programme_id, joined_at) values ($1, $2, $3)
     on conflict (resident_id, programme_id) do update set joined_at = excluded.joined_at, left_at = null
       where m.left_at is not null
     returning resident_id`,
    [residentId.toString(), programmeId, now],
  );
  return rows.length > 0;
}

/** @returns false when the resident is no member */
export async function leaveProgrammeRow(
  tx: Transaction,
  residentId: bigint,
  programmeId: number,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update inclusion.membership set left_at = greatest($3, joined_at)
      where resident_id = $1 and programme_id = $2 and left_at is null returning resident_id`,
    [residentId.toString(), programmeId, now],
  );
  return rows.length > 0;
}

/** Whether the resident is a member now; keeps it one until the transaction ends. */
export async function isMember(tx: Transaction, residentId: bigint, programmeId: number): Promise<boolean> {
  const rows = await tx.query(
    `select from inclusion.membership where resident_id = $1 and programme_id = $2 and left_at is null for share`,
    [residentId.toString(), programmeId],
  );
  return rows.length > 0;
}

/** The programmes one is or was a member of, by code. */
export async function readMemberships(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  page: PageRequest,
): Promise<Page<MembershipView>> {
  const rows = await reader.query<{
    programme: string;
    zh: string;
    en: string;
    joinedAt: Date;
    leftAt: Date | null;
  }>(
    `select p.code as programme, p.name_zh as zh, p.name_en as en, m.joined_at as "joinedAt", m.left_at as "leftAt"
       from inclusion.membership m join inclusion.programme p on p.id = m.programme_id
      where m.resident_id = $1 and p.code > $2 order by p.code limit $3`,
    [residentId.toString(), page.after?.[0] ?? '', page.limit + 1],
  );
  const views = rows.map(({ zh, en, ...row }) => ({ ...row, name: { zh, en } }));
  return toPage(views, page.limit, ({ programme }) => [programme]);
}
