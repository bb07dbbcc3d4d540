import { chinaTimestamp, formatGrams, type Json } from '@carbon/kernel';
import type { ResidentDataPart } from '../residents/resident-data';
import { readMyShares } from './persistence/my-shares';
import { roundsOf } from './persistence/rounds';

const PAGE = 500;

/**
 * A resident's shares of rounds. They stay when the resident is forgotten, under the number alone, which leads to nobody:
 * what is in a unit stays in it, and the sums of the others stay right.
 */
export const residentShares: ResidentDataPart = {
  part: 'pooling',

  exportOf: async (tx, { id }) => {
    const all: Json[] = [];
    for (let after: readonly string[] | undefined; ;) {
      const request = { limit: PAGE, ...(after === undefined ? {} : { after }) };
      const { items } = await readMyShares(tx, id, request);
      const rounds = await roundsOf(
        tx,
        items.map(({ roundId }) => roundId),
      );
      for (const share of items) {
        const round = rounds.get(share.roundId);
        all.push({
          round: round?.ordinal ?? null,
          at: round === undefined ? null : chinaTimestamp(round.openedAt),
          takenGrams: formatGrams(share.takenUg),
          returnedGrams: formatGrams(share.returnedUg),
          issuedGrams: formatGrams(share.issuedUg),
          carriedGrams: formatGrams(share.carriedUg),
          bonusPoints: share.bonusPoints.toString(),
        });
      }
      const last = items.at(-1);
      if (items.length < PAGE || last === undefined) return all;
      after = [last.roundId.toString()];
    }
  },

  async erase(tx, { id }) {
    await tx.query('delete from inclusion.pooling_stop where resident_id = $1', [id.toString()]);
  },
};
