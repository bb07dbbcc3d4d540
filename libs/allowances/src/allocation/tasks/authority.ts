import type { Transaction } from '@carbon/database';
import { type Caller, EVERYTHING } from '@carbon/http';
import { findHolder, regulatorLevel } from '@carbon/identity';
import { capsAreNational, onlyAuthorities } from '../domain/refusals';

/** An authority, or a machine of the operator; gives the province it is bound to. @throws Refusal ALLOCATION_AUTHORITIES_ONLY */
export async function provinceOfAuthority(tx: Transaction, caller: Caller): Promise<string | null> {
  if (caller.holder === undefined) {
    if (caller.reach !== EVERYTHING) throw onlyAuthorities();
    return null;
  }
  const holder = await findHolder(tx.manager, caller.holder.id);
  if (holder === undefined || regulatorLevel(holder) === null) throw onlyAuthorities();
  return holder.province;
}

/** The national authority or the registry (REG-007). @throws Refusal ALLOWANCE_CAP_NATIONAL_ONLY */
export function requireNational({ reach }: Caller): void {
  if (reach !== EVERYTHING) throw capsAreNational();
}
