import { addDays, type ChinaDate, type Text } from '@carbon/kernel';

export const CHALLENGE_KINDS = ['programme', 'invited'] as const;
export type ChallengeKind = (typeof CHALLENGE_KINDS)[number];
export const CHALLENGE_STATES = ['upcoming', 'running', 'counting', 'finished', 'cancelled'] as const;
export type ChallengeState = (typeof CHALLENGE_STATES)[number];

/** Neighbours who measure themselves against each other for some days. */
export interface Challenge {
  readonly id: string;
  readonly programmeId: number;
  readonly openerId: bigint | null;
  readonly byOperator: boolean;
  readonly title: string;
  readonly kind: ChallengeKind;
  /** Whoever knows it may join; null where everybody of the programme may. */
  readonly code: string | null;
  /** Numbers of methods; null for all. */
  readonly methods: readonly number[] | null;
  readonly begins: ChinaDate;
  /** The last day. */
  readonly ends: ChinaDate;
  readonly places: number | null;
  /** When acts of its days can be told no more. */
  readonly settledOn: ChinaDate;
  readonly members: number;
  readonly rankedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly finalMembers: number | null;
  readonly finalUg: bigint | null;
  readonly cancelledAt: Date | null;
}

/** What a resident agrees to by joining; the version is kept with the membership (PII-001). */
export const JOINING: { readonly version: string; readonly text: Text } = {
  version: '2026.1',
  text: {
    zh: '加入后，同一挑战的成员可以看到您的昵称、名次、行为次数和减排量；看不到您的姓名、行程和地点。您可以随时退出，退出即删除。',
    en: 'Members of the challenge see your nickname, place, number of acts and grams, and neither name, trips nor places. You may leave at any time; that deletes all of it.',
  },
};

export function challengeState(
  { begins, ends, finishedAt, cancelledAt }: Challenge,
  today: ChinaDate,
): ChallengeState {
  if (cancelledAt !== null) return 'cancelled';
  if (finishedAt !== null) return 'finished';
  if (today < begins) return 'upcoming';
  return today <= ends ? 'running' : 'counting';
}

/** The first day on which nothing of its days can still be told. */
export function settledOn(ends: ChinaDate, lateDays: number): ChinaDate {
  return addDays(ends, lateDays + 1);
}

/** Letters and digits that are not taken for each other. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 10;

/** A code to invite with, of random bytes (twice as many as it has letters). */
export function invitationCode(bytes: Uint8Array): string {
  const letters = Array.from({ length: CODE_LENGTH }, (_, at) => {
    const draw = (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0);
    return ALPHABET[draw % ALPHABET.length] ?? 'A';
  });
  return letters.join('');
}

export const CODE_BYTES = 2 * CODE_LENGTH;
export const INVITATION_CODE = /^[A-HJKMNP-Z2-9]{10}$/;
/** A name for neighbours; no number of a person or a phone. */
export const NICKNAME = /^(?!.*\d{5})[\p{L}\p{N} ._-]+$/u;
