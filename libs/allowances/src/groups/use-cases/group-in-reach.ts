import type { Reader } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type GroupMember, viewGroup } from '@carbon/identity';
import type { EntityManager } from 'typeorm';

/** The group of a holder, for its own people and those who see everything. @throws Refusal HOLDER_UNKNOWN (404) */
export async function groupInReach(
  manager: EntityManager,
  name: string,
  caller: Caller,
): Promise<{ readonly headId: string; readonly members: readonly GroupMember[] }> {
  const { holder, members } = await viewGroup(manager, name, caller);
  return { headId: holder.id, members };
}

/** Allowances that holders have of a market, all vintages and parts together, by holder. */
export async function heldAllowances(
  reader: Reader,
  market: string,
  holderIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const rows = await reader.query<{ holder_id: string; held: string }>(
    `select a.holder_id, sum(b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending)::text as held
       from ledger.account a join ledger.balance b on b.account_id = a.id
       join ledger.instrument i on i.id = b.instrument_id
      where a.holder_id = any($1::uuid[]) and i.kind = 'allowance' and i.scheme = 'ETS-' || $2
      group by a.holder_id`,
    [holderIds, market],
  );
  return new Map(rows.map(({ holder_id: id, held }) => [id, BigInt(held)]));
}
