import type { Caller } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { EntityManager } from 'typeorm';
import type { Holder } from '../domain/holder';
import { unknownHolder } from '../domain/refusals';
import { type GroupMember, readGroup } from '../persistence/read-groups';
import { visibleHolder } from './visible-holder';

/**
 * A holder with its group, for its own people and those who see everything. Whoever else may look at the holder (an
 * auditor, a regulator of its province) has no leave to look at its members.
 * @throws Refusal HOLDER_UNKNOWN
 */
export async function viewGroup(
  manager: EntityManager,
  name: string,
  caller: Caller,
): Promise<{ readonly holder: Holder; readonly members: readonly GroupMember[] }> {
  const holder = await visibleHolder(manager, name, caller);
  if (caller.reach !== 'everything' && caller.holder?.id !== holder.id) throw unknownHolder(name);
  return { holder, members: await readGroup(manager, holder.id) };
}

/** The head of the group first, then the others by code. */
export function pageOfGroup(members: readonly GroupMember[], page: PageRequest): Page<GroupMember> {
  const keyOf = ({ depth, code }: GroupMember) => [depth === 0 ? '0' : '1', code] as const;
  const [side, code] = page.after ?? ['0', ''];
  const rest = members.filter((member) => {
    const [ownSide, ownCode] = keyOf(member);
    return ownSide === side ? ownCode > (code ?? '') : ownSide > (side ?? '0');
  });
  return toPage(rest, page.limit, keyOf);
}
