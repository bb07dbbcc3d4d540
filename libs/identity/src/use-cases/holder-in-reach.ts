import { type Reach, reaches } from '@carbon/http';
import type { EntityManager } from 'typeorm';
import type { Holder } from '../domain/holder';
import { unknownHolder } from '../domain/refusals';
import { getHolder } from './get-holder';

/** A holder by id or code, as a caller may see it: out of reach is not there. @throws Refusal HOLDER_UNKNOWN */
export async function holderInReach(manager: EntityManager, name: string, reach: Reach): Promise<Holder> {
  const holder = await getHolder(manager, name);
  if (!reaches(reach, holder.id)) throw unknownHolder(name);
  return holder;
}
