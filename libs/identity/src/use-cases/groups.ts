import { recordAudit } from '@carbon/audit';
import { sqlState, type Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import type { Holder } from '../domain/holder';
import { groupCycle, memberHasParent, notInGroup } from '../domain/refusals';
import { parentOf, readGroup } from '../persistence/read-groups';
import { lockHolders } from './change-holder';
import type { Reviewed } from './reviewed';

const CYCLE = 'CL066';

/**
 * Whether a member can join a parent, as things stand.
 * @throws Refusal HOLDER_GROUP_MEMBER_TAKEN, HOLDER_GROUP_CYCLE
 */
export async function requireCanJoin(tx: Transaction, parent: Holder, member: Holder): Promise<void> {
  if ((await parentOf(tx, member.id)) !== undefined) throw memberHasParent(member.code);
  const below = await readGroup(tx, member.id);
  if (below.some(({ id }) => id === parent.id)) throw groupCycle(parent.code, member.code);
}

/**
 * Makes a holder a member of another's group, on its consent. The database refuses circles, also those that two joins at
 * the same moment would close.
 * @throws Refusal HOLDER_GROUP_MEMBER_TAKEN, HOLDER_GROUP_CYCLE
 */
export async function joinGroup(
  tx: Transaction,
  parent: Holder,
  member: Holder,
  review: Reviewed & { readonly documentHash: string },
): Promise<void> {
  await lockHolders(tx, [member.id]);
  if ((await parentOf(tx, member.id)) !== undefined) throw memberHasParent(member.code);
  try {
    await tx.query(
      `insert into identity.holder_group (id, parent_id, member_id, joined_at, joined_by, consent_hash)
       values ($1, $2, $3, $4, $5, decode($6, 'hex'))`,
      [newId(), parent.id, member.id, review.now, review.by, review.documentHash],
    );
  } catch (error) {
    if (sqlState(error) === CYCLE) throw groupCycle(parent.code, member.code);
    throw error;
  }
  await recordMembership(tx, 'holder.joined-group', parent, member, review);
}

/** @throws Refusal HOLDER_GROUP_MEMBER_UNKNOWN when it is not this parent's member */
export async function requireMember(tx: Transaction, parent: Holder, member: Holder): Promise<void> {
  if ((await parentOf(tx, member.id)) !== parent.id) throw notInGroup(parent.code, member.code);
}

/** Ends a membership. @throws Refusal HOLDER_GROUP_MEMBER_UNKNOWN */
export async function leaveGroup(
  tx: Transaction,
  parent: Holder,
  member: Holder,
  review: Reviewed,
): Promise<void> {
  const ended = await tx.query(
    `update identity.holder_group set ended_at = $3, ended_by = $4
      where parent_id = $1 and member_id = $2 and ended_at is null returning id`,
    [parent.id, member.id, review.now, review.by],
  );
  if (ended.length === 0) throw notInGroup(parent.code, member.code);
  await recordMembership(tx, 'holder.left-group', parent, member, review);
}

/** Ends all ties of a holder that is closed: to its parent and to its members. */
export async function dissolveGroupTies(tx: Transaction, holder: Holder, review: Reviewed): Promise<void> {
  const ended = await tx.query<{ parent: string; member: string; member_id: string }>(
    `with ended as (
       update identity.holder_group set ended_at = $2, ended_by = $3
        where (parent_id = $1 or member_id = $1) and ended_at is null returning parent_id, member_id
     )
     select p.code as parent, m.code as member, m.id as member_id
       from ended join identity.holder p on p.id = parent_id join identity.holder m on m.id = member_id
      order by m.code`,
    [holder.id, review.now, review.by],
  );
  for (const { parent, member, member_id: id } of ended) {
    await recordMembership(tx, 'holder.left-group', { code: parent }, { id, code: member }, review);
  }
}

function recordMembership(
  tx: Transaction,
  action: string,
  parent: Pick<Holder, 'code'>,
  member: Pick<Holder, 'id' | 'code'>,
  { by, approver, reason, documentHash, now }: Reviewed,
): Promise<void> {
  const entry = {
    action,
    subject: { kind: 'holder', id: member.id },
    holderId: member.id,
    after: { parent: parent.code, member: member.code },
    reason,
    ...(approver === null ? {} : { approver }),
    ...(documentHash === null ? {} : { documentHash }),
  };
  return recordAudit(tx, entry, now, { actor: by });
}
