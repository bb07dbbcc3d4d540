import type { Reader } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { importDecided, importFaulty, importUnknown } from '../domain/refusals';
import type { ListRow } from '../domain/list-rows';
import { importInReach, rowsOfImport } from '../persistence/imports';
import type { ListAddition, ListRemoval } from '../domain/list-proposal';

/**
 * The rows of a staged list, to be proposed or published.
 * @throws Refusal EMITTERS_IMPORT_UNKNOWN, also of another list; EMITTERS_IMPORT_DECIDED, EMITTERS_IMPORT_FAULTY
 */
export async function listRowsOf(
  reader: Reader,
  id: string,
  { market, year }: { readonly market: string; readonly year: number },
  { reach }: Pick<Caller, 'reach'>,
): Promise<{ readonly add: readonly ListAddition[]; readonly remove: readonly ListRemoval[] }> {
  const found = await importInReach(reader, id, reach);
  if (found.kind !== 'emitter-list' || found.market !== market || found.year !== year)
    throw importUnknown(id);
  if (found.decision !== null) throw importDecided(found.decision);
  if (found.faultCount > 0 || found.rowCount === 0) throw importFaulty(found.faultCount);
  const rows = await rowsOfImport<ListRow>(reader, id);
  return {
    add: rows.flatMap(({ line, content: { action, ...row } }) =>
      action === 'add' ? [{ ...row, at: `rows[${line}]` }] : [],
    ),
    remove: rows.flatMap(({ line, content: { action, holder, reason, ground } }) =>
      action === 'remove' ? [{ at: `rows[${line}]`, holder, reason, ground }] : [],
    ),
  };
}
