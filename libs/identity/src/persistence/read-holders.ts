import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { EntityManager } from 'typeorm';
import type { Holder, HolderKind } from '../domain/holder';
import { HolderEntity } from './holder.entity';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The holder with an id or a code; codes hold no lower-case letters, so the two do not meet. */
export async function findHolder(manager: EntityManager, name: string): Promise<Holder | undefined> {
  const where = ID.test(name) ? { id: name } : { code: name };
  return (await manager.findOneBy(HolderEntity, where)) ?? undefined;
}

/** Holders in the order of their codes. */
export async function readHolders(
  manager: EntityManager,
  page: PageRequest,
  kind?: HolderKind,
): Promise<Page<Holder>> {
  const query = manager
    .createQueryBuilder(HolderEntity, 'holder')
    .where('holder.code > :after', { after: page.after?.[0] ?? '' })
    .orderBy('holder.code')
    .limit(page.limit + 1);
  if (kind !== undefined) query.andWhere('holder.kind = :kind', { kind });
  return toPage(await query.getMany(), page.limit, (holder) => [holder.code]);
}
