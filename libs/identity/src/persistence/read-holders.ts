import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type EntityManager, In } from 'typeorm';
import type { Holder, HolderKind } from '../domain/holder';
import { HolderEntity } from './holder.entity';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The holder with an id or a code; codes hold no lower-case letters, so the two do not meet. */
export async function findHolder(manager: EntityManager, name: string): Promise<Holder | undefined> {
  const where = ID.test(name) ? { id: name } : { code: name };
  return (await manager.findOneBy(HolderEntity, where)) ?? undefined;
}

/** Holders by id; those that are there. */
export async function findHoldersById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  const found = ids.length === 0 ? [] : await manager.findBy(HolderEntity, { id: In([...new Set(ids)]) });
  return new Map(found.map((holder) => [holder.id, holder]));
}

export interface HolderFilter {
  readonly kind?: HolderKind | undefined;
  /** Only these; null or absent for all. */
  readonly ids?: readonly string[] | null;
  /** No residents, but for this one where it is a resident itself; null for none at all. */
  readonly onlyResident?: string | null;
}

/** Holders in the order of their codes. */
export async function readHolders(
  manager: EntityManager,
  page: PageRequest,
  { kind, ids, onlyResident }: HolderFilter = {},
): Promise<Page<Holder>> {
  const query = manager
    .createQueryBuilder(HolderEntity, 'holder')
    .where('holder.code > :after', { after: page.after?.[0] ?? '' })
    .orderBy('holder.code')
    .limit(page.limit + 1);
  if (kind !== undefined) query.andWhere('holder.kind = :kind', { kind });
  if (ids !== undefined && ids !== null) query.andWhere('holder.id = any(:ids::uuid[])', { ids });
  if (onlyResident !== undefined) {
    query.andWhere(`(holder.kind <> 'resident' or holder.id = :own::uuid)`, { own: onlyResident });
  }
  return toPage(await query.getMany(), page.limit, (holder) => [holder.code]);
}
