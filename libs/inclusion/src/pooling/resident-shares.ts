import { chinaTimestamp, formatGrams, type Json } from '@carbon/kernel';
import { type Programme, readProgrammes } from '../programmes/programme';
import type { ResidentDataPart } from '../residents/resident-data';
import type { PoolingParts } from './parts';
import { readMyShares } from './persistence/my-shares';
import { roundsOf } from './persistence/rounds';
import { takeAllBack } from './use-cases/take-back';

const PAGE = 500;

/**
 * A resident's shares of rounds. When the resident is forgotten what is in no unit comes back: nobody consents to it any
 * more (CNV-001). The shares stay under the number alone, which leads to nobody: what is in a unit stays in it, and the
 * sums of the others stay right.
 */
export const residentShares = (parts: PoolingParts): ResidentDataPart => ({
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

  async erase(tx, { id }, now) {
    const carrying = await tx.query<{ programme: number }>(
      `select distinct programme_id as programme from inclusion.pool_share where resident_id = $1 and carried_ug > 0
        order by 1`,
      [id.toString()],
    );
    const programmes = carrying.length === 0 ? new Map<number, Programme>() : await readProgrammes(tx);
    for (const { programme: number } of carrying) {
      const programme = programmes.get(number);
      if (programme !== undefined)
        await takeAllBack(tx, parts, { resident: id, programme, actor: 'privacy', now });
    }
    await tx.query('delete from inclusion.pooling_stop where resident_id = $1', [id.toString()]);
  },
});
