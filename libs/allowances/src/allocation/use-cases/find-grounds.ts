import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { allocationRules } from '../../domain/allocation/index';
import type { Sector } from '../../domain/index';
import type { Ground, GroundSource } from '../destination-grounds';
import type { AllocationDesk } from '../desk';
import { rulesMarketOf } from '../domain/rules-market';
import type { Round } from '../persistence/rounds';
import { currentHolders } from '../persistence/successors';

/**
 * Why allowances of enterprises go to the province's account (ALC-010): the grounds that hold now and that the rules of the
 * sector name. A merged enterprise is judged as its successor.
 */
export async function groundsOf(
  reader: Reader,
  desk: AllocationDesk,
  { market, year }: Pick<Round, 'market' | 'year'>,
  lines: readonly { readonly holderId: string; readonly sector: string }[],
): Promise<ReadonlyMap<string, readonly Ground[]>> {
  const packs = await desk.rulebook.packs(reader);
  const today = chinaDate(desk.clock.now());
  const named = new Map(
    [...new Set(lines.map(({ sector }) => sector))].map((sector) => {
      const scope = { market: rulesMarketOf(market), sector: sector as Sector, year };
      const figure = allocationRules(packs, scope, today).figure('differentiated-issue');
      return [sector, new Set(figure?.value.map(({ kind }) => kind))];
    }),
  );
  const asked = lines.filter(({ sector }) => (named.get(sector)?.size ?? 0) > 0);
  const current = await currentHolders(
    reader,
    asked.map(({ holderId }) => holderId),
  );
  const holderIds = [...new Set(current.values())];
  const found = await desk.grounds.of(reader, { market, year, holderIds });
  return new Map(
    asked.flatMap(({ holderId, sector }) => {
      const grounds = (found.get(current.get(holderId) ?? holderId) ?? []).filter(({ code }) =>
        named.get(sector)?.has(code),
      );
      return grounds.length === 0 ? [] : [[holderId, grounds] as const];
    }),
  );
}

/** A court's freeze in force on any of its accounts. */
export const judicialGround: GroundSource = async (reader, { holderIds }) => {
  const rows = await reader.query<{ holder_id: string }>(
    `select distinct a.holder_id from custody.judicial_freeze f join ledger.account a on a.number = f.account
      where a.holder_id = any($1) and f.state = 'in-force'`,
    [holderIds],
  );
  const text = { zh: '账户被司法冻结', en: 'an account is judicially frozen' };
  return new Map(rows.map(({ holder_id }) => [holder_id, { code: 'judicially-frozen', text }]));
};

/** A holder that is closed, or whose registry account is being closed. */
export const closingGround: GroundSource = async (reader, { holderIds }) => {
  const rows = await reader.query<{ id: string }>(
    `select h.id from identity.holder h
      where h.id = any($1) and (h.state = 'closed' or exists (
        select from ledger.account a where a.holder_id = h.id and a.kind = 'holding' and a.state = 'closure-pending'))`,
    [holderIds],
  );
  const text = { zh: '单位关停或账户待销户', en: 'the enterprise or its account is closing' };
  return new Map(rows.map(({ id }) => [id, { code: 'closing', text }]));
};
