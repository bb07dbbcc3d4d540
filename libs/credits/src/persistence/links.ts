import type { Reader } from '@carbon/database';

/** CCR-013: whether two holders are one, or stand in one group of enterprises now. */
export async function areLinked(reader: Reader, first: string, second: string): Promise<boolean> {
  if (first === second) return true;
  const [row] = await reader.query<{ linked: boolean }>(
    `with recursive up (id, head) as (
       select h.id, h.id from unnest(array[$1::uuid, $2::uuid]) as h(id)
       union
       select up.id, g.parent_id from up join identity.holder_group g on g.member_id = up.head and g.ended_at is null
     )
     select exists (select from up a join up b on a.head = b.head where a.id = $1 and b.id = $2) as linked`,
    [first, second],
  );
  return row?.linked === true;
}
