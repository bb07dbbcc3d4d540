import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate, newId } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { programmeClosed } from '../../programmes/domain/refusals';
import type { Programme } from '../../programmes/programme';
import { keepResident } from '../../residents/persistence/residents';
import type { Resident } from '../../residents/resident';
import { type ChallengeKind, CODE_BYTES, invitationCode, settledOn } from '../domain/challenge';
import { challengeDays, challengeMethodUnknown } from '../domain/refusals';
import { insertChallenge } from '../persistence/challenges';

export interface WantedChallenge {
  readonly title: string;
  readonly kind: ChallengeKind;
  /** Codes; all methods where undefined. */
  readonly methods: readonly string[] | undefined;
  readonly begins: ChinaDate;
  readonly ends: ChinaDate;
  readonly places: number | undefined;
}

/**
 * Opens a challenge; the operator's for everybody or by invitation, a resident's by invitation.
 * @throws Refusal PROGRAMME_CLOSED, CHALLENGE_DAYS_IMPOSSIBLE, CHALLENGE_METHOD_UNKNOWN
 */
export async function openChallenge(
  tx: Transaction,
  parts: Pick<InclusionParts, 'packs'>,
  { programme, opener, wanted }: { programme: Programme; opener?: Resident; wanted: WantedChallenge },
  now: Date,
): Promise<string> {
  const { title, kind, begins, ends, places } = wanted;
  if (opener !== undefined) await keepResident(tx, opener);
  if (programme.closedAt !== null) throw programmeClosed(programme.code);
  if (begins < chinaDate(now) || ends < begins) throw challengeDays();
  const rules = programmeRules(await parts.packs(tx), programme.pack, chinaDate(now));
  const methods = wanted.methods?.map((code) => {
    const method = rules.methodNamed(code);
    if (method !== undefined) return method.number;
    throw challengeMethodUnknown(
      code,
      rules.methods.map((known) => known.code),
    );
  });
  const id = newId();
  const challenge = {
    ...{ id, programmeId: programme.id, openerId: opener?.id ?? null, byOperator: opener === undefined },
    ...{ title, kind, begins, ends, places: places ?? null, methods: methods ?? null },
    code: kind === 'invited' ? invitationCode(randomBytes(CODE_BYTES)) : null,
    settledOn: settledOn(ends, rules.lateDays),
  };
  await insertChallenge(tx, challenge, now);
  const entry = {
    action: 'challenge.opened',
    subject: { kind: 'challenge', id },
    holderId: opener?.holderId ?? programme.operatorId,
    after: { programme: programme.code, kind, begins, ends },
  };
  await recordAudit(tx, entry, now);
  return id;
}
