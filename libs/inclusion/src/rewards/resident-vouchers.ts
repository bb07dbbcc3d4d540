import type { Transaction } from '@carbon/database';
import { chinaTimestamp, type Json } from '@carbon/kernel';
import type { InclusionParts } from '../parts';
import type { ResidentDataPart } from '../residents/resident-data';
import { readVouchersOf } from './persistence/read-vouchers';
import { deleteVouchersOf, lockOpenOf } from './persistence/vouchers';
import { giveBack } from './use-cases/give-back';

const PAGE = 500;
const ACTOR = 'inclusion-erasure';

/**
 * A resident's vouchers and gifts. When the resident is forgotten, what was not used goes back to stock and budget; what
 * was, stays as lines of merchants, which never knew whose it was.
 */
export const residentVouchers = (parts: Pick<InclusionParts, 'ledger'>): ResidentDataPart => ({
  part: 'vouchers',

  exportOf: async (tx, { id }) => {
    const all: Json[] = [];
    for (let after: readonly string[] | undefined; ;) {
      const request = { limit: PAGE, ...(after === undefined ? {} : { after }) };
      const { items } = await readVouchersOf(tx, id, request);
      for (const { programme, reward, name, points, state, takenAt, endedAt } of items) {
        all.push({
          ...{ programme, reward, name: { ...name }, points: points.toString(), state },
          takenAt: chinaTimestamp(takenAt),
          endedAt: endedAt === null ? null : chinaTimestamp(endedAt),
        });
      }
      const last = items.at(-1);
      if (items.length < PAGE || last === undefined) return all;
      after = [last.number.toString()];
    }
  },

  async erase(tx: Transaction, { id }, now): Promise<void> {
    await giveBack(tx, parts, await lockOpenOf(tx, id), { state: 'cancelled', actor: ACTOR, now });
    await deleteVouchersOf(tx, id);
  },
});
