import { type Caller } from '@carbon/http';
import type { EntityManager } from 'typeorm';
import type { Holder } from '../domain/holder';
import { unknownHolder } from '../domain/refusals';
import { holderInReach } from './holder-in-reach';

/** Whether a caller may meet residents as such; others see none but the one they are. */
export function seesResidents(caller: Caller): boolean {
  return caller.permissions.has('persons.read');
}

/** A holder by id or code for who reads about holders: residents stay hidden. @throws Refusal HOLDER_UNKNOWN */
export async function visibleHolder(manager: EntityManager, name: string, caller: Caller): Promise<Holder> {
  const holder = await holderInReach(manager, name, caller.reach);
  if (holder.kind === 'resident' && holder.id !== caller.holder?.id && !seesResidents(caller)) {
    throw unknownHolder(name);
  }
  return holder;
}
