import type { Reader } from '@carbon/database';
import type { HolderKind } from '../domain/holder';
import type { HolderState } from '../domain/holder-state';

/** A holder in a group. */
export interface GroupMember {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: HolderKind;
  readonly state: HolderState;
  /** Code of the parent it joined; null for the head of the group. */
  readonly parent: string | null;
  /** Steps below the head. */
  readonly depth: number;
  readonly joinedAt: Date | null;
}

/**
 * The group of a holder: the holder itself first, then its members and theirs, in the order of their codes. A group is
 * a few hundred companies at most, and is read whole.
 */
export async function readGroup(reader: Reader, headId: string): Promise<GroupMember[]> {
  return reader.query<GroupMember>(
    `with recursive tree(id, parent_id, depth, joined_at) as (
       select $1::uuid, null::uuid, 0, null::timestamptz
       union all
       select g.member_id, g.parent_id, tree.depth + 1, g.joined_at
         from tree join identity.holder_group g on g.parent_id = tree.id and g.ended_at is null
     )
     select h.id, h.code, h.name_zh as "nameZh", h.name_en as "nameEn", h.kind, h.state, p.code as parent, tree.depth,
            tree.joined_at as "joinedAt"
       from tree join identity.holder h on h.id = tree.id left join identity.holder p on p.id = tree.parent_id
      order by tree.depth > 0, h.code`,
    [headId],
  );
}

/** The holder whose member a holder is. */
export async function parentOf(reader: Reader, memberId: string): Promise<string | undefined> {
  const [row] = await reader.query<{ parent_id: string }>(
    `select parent_id from identity.holder_group where member_id = $1 and ended_at is null`,
    [memberId],
  );
  return row?.parent_id;
}
