import type { Transaction } from '@carbon/database';
import { chinaTimestamp, formatGrams } from '@carbon/kernel';
import type { ResidentDataPart } from '../residents/resident-data';
import { challengesJoined, deleteMember } from './persistence/challenge-members';
import { lockChallenge } from './persistence/challenges';

/** What a title says instead, when whoever wrote it is forgotten. */
const UNTITLED = '邻里挑战 Challenge among neighbours';

/** Appeals and challenges of a resident: all of it goes; what the others did stays. */
export const communityData: ResidentDataPart = {
  part: 'community',

  async exportOf(tx, { id }) {
    const appeals = await tx.query<{
      act: string;
      state: string;
      grounds: string;
      reason: string | null;
      at: Date;
    }>(
      `select act_no as act, state, grounds, case when decided_at is null then null else reason end as reason,
              filed_at as at from inclusion.appeal where resident_id = $1 order by id`,
      [id.toString()],
    );
    return {
      appeals: appeals.map(({ at, ...appeal }) => ({ ...appeal, filedAt: chinaTimestamp(at) })),
      challenges: await challengesOf(tx, id),
      opened: (await openedBy(tx, id)).map(({ title }) => title),
    };
  },

  async erase(tx, { id }) {
    for (const challenge of await challengesJoined(tx, id)) {
      await lockChallenge(tx, challenge);
      await deleteMember(tx, challenge, id);
    }
    await tx.query('update inclusion.challenge set opener_id = null, title = $2 where opener_id = $1', [
      id.toString(),
      UNTITLED,
    ]);
    await tx.query('delete from inclusion.appeal where resident_id = $1', [id.toString()]);
  },
};

async function challengesOf(tx: Transaction, id: bigint) {
  const rows = await tx.query<{
    title: string;
    nickname: string;
    joined_at: Date;
    place: number | null;
    reduced_ug: string | null;
  }>(
    `select c.title, m.nickname, m.joined_at, s.place, s.reduced_ug
       from inclusion.challenge_member m
       join inclusion.challenge c on c.id = m.challenge_id
       left join inclusion.challenge_standing s on s.challenge_id = m.challenge_id and s.resident_id = m.resident_id
      where m.resident_id = $1 order by m.challenge_id`,
    [id.toString()],
  );
  return rows.map(({ joined_at, reduced_ug, ...row }) => ({
    ...row,
    joinedAt: chinaTimestamp(joined_at),
    reducedGrams: reduced_ug === null ? null : formatGrams(BigInt(reduced_ug)),
  }));
}

async function openedBy(tx: Transaction, id: bigint): Promise<{ title: string }[]> {
  return tx.query('select title from inclusion.challenge where opener_id = $1 order by id', [id.toString()]);
}
