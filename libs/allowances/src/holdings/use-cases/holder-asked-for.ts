import type { Caller } from '@carbon/http';
import { type Holder, holderInReach } from '@carbon/identity';
import { fault, malformed } from '@carbon/kernel';
import type { EntityManager } from 'typeorm';

/**
 * The holder a caller asks about: the one it names, within its reach, else its own.
 * @throws Refusal HOLDER_UNKNOWN; INPUT_MALFORMED when a machine of the operator names none
 */
export function holderAskedFor(
  manager: EntityManager,
  named: string | undefined,
  { holder, reach }: Caller,
): Promise<Holder> {
  const name = named ?? holder?.id;
  if (name !== undefined) return holderInReach(manager, name, reach);
  throw malformed([fault('holder', 'required', 'is required', '必填')]);
}
