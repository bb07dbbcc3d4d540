import type { EntityManager } from 'typeorm';
import type { Holder } from '../domain/holder';
import { unknownHolder } from '../domain/refusals';
import { findHolder } from '../persistence/read-holders';

/** The holder with an id or a code. @throws Refusal HOLDER_UNKNOWN */
export async function getHolder(manager: EntityManager, name: string): Promise<Holder> {
  const holder = await findHolder(manager, name);
  if (holder === undefined) throw unknownHolder(name);
  return holder;
}
