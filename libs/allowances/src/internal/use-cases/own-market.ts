import type { Reader } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { notTheOwner } from '../domain/refusals';
import { type InternalMarket, marketInReach } from '../persistence/internal-markets';

/** A market of the caller's own house. @throws Refusal INTERNAL_MARKET_UNKNOWN, INTERNAL_MARKET_OWNER_ONLY */
export async function ownMarket(reader: Reader, code: string, caller: Caller): Promise<InternalMarket> {
  const market = await marketInReach(reader, code, caller.reach);
  if (caller.holder !== undefined && caller.holder.id !== market.ownerId) throw notTheOwner(code);
  return market;
}
