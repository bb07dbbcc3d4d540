import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Revocation } from './session';
import { markRevoked } from './session-store';

/** Whose sessions end: all of a user, one of them, or all but one. */
export interface Doomed {
  readonly userId: string;
  readonly only?: string;
  readonly but?: string;
}

/** Ends sessions at once; none that has ended is told of twice. Gives how many it ended. */
export async function revokeSessions(
  tx: Transaction,
  which: Doomed,
  reason: Revocation,
  now: Date,
  by?: AuditActor,
): Promise<number> {
  const ended = await markRevoked(tx, which, reason, now);
  for (const id of ended) {
    const before = { user: `user:${which.userId}` };
    const subject = { kind: 'session', id };
    await recordAudit(tx, { action: 'session.revoked', subject, before, reason }, now, by);
  }
  return ended.length;
}
