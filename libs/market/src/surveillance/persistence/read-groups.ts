import type { Reader } from '@carbon/database';
import type { GroupTie } from '../domain/rows';

/** Every tie above some holders, of whatever time. */
export async function readTiesAbove(
  reader: Reader,
  holderIds: readonly string[],
): Promise<readonly GroupTie[]> {
  if (holderIds.length === 0) return [];
  const rows = await reader.query<{
    member_id: string;
    parent_id: string;
    joined_at: Date;
    ended_at: Date | null;
  }>(
    `with recursive above(id) as (
       select unnest($1::uuid[])
       union
       select g.parent_id from above join identity.holder_group g on g.member_id = above.id)
     select g.member_id, g.parent_id, g.joined_at, g.ended_at
       from identity.holder_group g join above on above.id = g.member_id
      order by g.joined_at, g.id`,
    [holderIds],
  );
  return rows.map((row) => ({
    ...{ memberId: row.member_id, parentId: row.parent_id },
    ...{ since: row.joined_at, until: row.ended_at ?? undefined },
  }));
}
