import type { Caller } from '@carbon/http';
import { deskOf, isHolderKind } from '@carbon/identity';
import { staffMayNotTrade } from '../domain/refusals';

/** ETS-006: the holder a caller trades for: its own, and a participant. @throws Refusal EXCHANGE_STAFF_MAY_NOT_TRADE */
export function traderOf({ holder }: Pick<Caller, 'holder'>): string {
  if (holder === undefined || !isHolderKind(holder.kind) || deskOf(holder.kind) !== 'participant')
    throw staffMayNotTrade();
  return holder.id;
}
