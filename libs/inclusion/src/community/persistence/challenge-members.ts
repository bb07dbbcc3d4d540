import type { Reader, Transaction } from '@carbon/database';

/** Whether a resident is in a programme, and takes part in challenges at all. */
export async function standsIn(
  reader: Pick<Reader, 'query'>,
  residentId: bigint,
  programmeId: number,
): Promise<{ readonly inProgramme: boolean; readonly wantsChallenges: boolean }> {
  const [row] = await reader.query<{ in_programme: boolean; wants: boolean }>(
    `select exists (select from inclusion.membership where resident_id = $1 and programme_id = $2 and left_at is null)
              as in_programme,
            coalesce((select in_challenges from inclusion.preference where resident_id = $1), true) as wants`,
    [residentId.toString(), programmeId],
  );
  return { inProgramme: row?.in_programme === true, wantsChallenges: row?.wants === true };
}

/** Of a challenge that is locked. @returns what stands in the way */
export async function insertMember(
  tx: Transaction,
  member: {
    readonly challengeId: string;
    readonly residentId: bigint;
    readonly nickname: string;
    readonly textVersion: string;
  },
  now: Date,
): Promise<'joined' | 'member-already' | 'nickname-taken'> {
  const { challengeId, nickname } = member;
  const resident = member.residentId.toString();
  const rows = await tx.query(
    `insert into inclusion.challenge_member (challenge_id, resident_id, nickname, text_version, joined_at)
     values ($1, $2, $3, $4, $5) on conflict do nothing returning resident_id`,
    [challengeId, resident, nickname, member.textVersion, now],
  );
  if (rows.length > 0) {
    await tx.query('update inclusion.challenge set members = members + 1 where id = $1', [challengeId]);
    return 'joined';
  }
  const already = await tx.query(
    'select from inclusion.challenge_member where challenge_id = $1 and resident_id = $2',
    [challengeId, resident],
  );
  return already.length > 0 ? 'member-already' : 'nickname-taken';
}

/** Of a challenge that is locked; its standing goes with it. @returns false for who was no member */
export async function deleteMember(
  tx: Transaction,
  challengeId: string,
  residentId: bigint,
): Promise<boolean> {
  const rows = await tx.query<{ left: number }>(
    `with gone as (
       delete from inclusion.challenge_member where challenge_id = $1 and resident_id = $2 returning challenge_id)
     update inclusion.challenge c set members = members - 1 from gone where c.id = gone.challenge_id returning 1 as left`,
    [challengeId, residentId.toString()],
  );
  return rows.length > 0;
}

/** Ids of the challenges a resident takes part in, in the order in which all lock them. */
export async function challengesJoined(tx: Transaction, residentId: bigint): Promise<string[]> {
  const rows = await tx.query<{ challenge_id: string }>(
    'select challenge_id from inclusion.challenge_member where resident_id = $1 order by challenge_id',
    [residentId.toString()],
  );
  return rows.map(({ challenge_id }) => challenge_id);
}
