import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { keepResident } from '../../residents/persistence/residents';
import type { Resident } from '../../residents/resident';
import { type Challenge, challengeState, JOINING } from '../domain/challenge';
import {
  challengeFull,
  challengeJoined,
  challengeOver,
  challengeUnknown,
  joiningNotAgreed,
  keepsOutOfChallenges,
  nicknameTaken,
} from '../domain/refusals';
import { deleteMember, insertMember, standsIn } from '../persistence/challenge-members';
import { cancelChallenge, findChallenge, lockChallenge } from '../persistence/challenges';

export interface Joining {
  /** A challenge of the whole programme, or the code of one by invitation. */
  readonly by: { readonly id: string } | { readonly code: string };
  readonly nickname: string;
  readonly agrees: boolean;
}

/**
 * A resident takes part, by consent to be seen by the others.
 * @throws Refusal CHALLENGE_UNKNOWN (404) also for who is not in its programme; CHALLENGE_CONSENT_MISSING, CHALLENGE_OVER,
 * CHALLENGE_FULL, CHALLENGE_JOINED, CHALLENGE_NICKNAME_TAKEN, CHALLENGES_NOT_WANTED
 */
export async function joinChallenge(
  tx: Transaction,
  resident: Resident,
  { by, nickname, agrees }: Joining,
  now: Date,
): Promise<string> {
  await keepResident(tx, resident);
  const found = await findChallenge(tx, by);
  const challenge = found && (await lockChallenge(tx, found.id));
  // an id alone opens no door that needs a code
  if (challenge === undefined || ('id' in by && challenge.kind === 'invited')) throw challengeUnknown();
  const { inProgramme, wantsChallenges } = await standsIn(tx, resident.id, challenge.programmeId);
  if (!inProgramme) throw challengeUnknown();
  if (!wantsChallenges) throw keepsOutOfChallenges();
  if (!agrees) throw joiningNotAgreed();
  const state = challengeState(challenge, chinaDate(now));
  if (state !== 'upcoming' && state !== 'running') throw challengeOver(state);
  await enter(tx, challenge, resident, nickname, now);
  const entry = {
    action: 'challenge.joined',
    subject: { kind: 'challenge', id: challenge.id },
    holderId: resident.holderId,
    after: { resident: resident.id.toString(), consent: JOINING.version },
    personal: true,
  };
  await recordAudit(tx, entry, now);
  return challenge.id;
}

async function enter(
  tx: Transaction,
  { id, places, members }: Challenge,
  resident: Resident,
  nickname: string,
  now: Date,
): Promise<void> {
  const member = { challengeId: id, residentId: resident.id, nickname, textVersion: JOINING.version };
  const full = places !== null && members >= places;
  const outcome = full ? 'full' : await insertMember(tx, member, now);
  if (outcome === 'full') throw challengeFull(places ?? 0);
  if (outcome === 'member-already') throw challengeJoined();
  if (outcome === 'nickname-taken') throw nicknameTaken();
}

/** Ends taking part, and deletes what was shown of it. @throws Refusal CHALLENGE_UNKNOWN */
export async function leaveChallenge(
  tx: Transaction,
  resident: Resident,
  id: string,
  now: Date,
): Promise<void> {
  if ((await lockChallenge(tx, id)) === undefined) throw challengeUnknown();
  if (!(await deleteMember(tx, id, resident.id))) throw challengeUnknown();
  const entry = {
    action: 'challenge.left',
    subject: { kind: 'challenge', id },
    holderId: resident.holderId,
    after: { resident: resident.id.toString() },
    personal: true,
  };
  await recordAudit(tx, entry, now);
}

/** @param isTheirs whether whoever asks may end it @throws Refusal CHALLENGE_UNKNOWN, CHALLENGE_OVER */
export async function endChallenge(
  tx: Transaction,
  id: string,
  isTheirs: (challenge: Challenge) => boolean,
  by: { readonly holderId: string; readonly now: Date },
): Promise<void> {
  const challenge = await lockChallenge(tx, id);
  if (challenge === undefined || !isTheirs(challenge)) throw challengeUnknown();
  const state = challengeState(challenge, chinaDate(by.now));
  if (state === 'finished' || state === 'cancelled') throw challengeOver(state);
  await cancelChallenge(tx, id, by.now);
  const entry = { action: 'challenge.cancelled', subject: { kind: 'challenge', id }, holderId: by.holderId };
  await recordAudit(tx, entry, by.now);
}
