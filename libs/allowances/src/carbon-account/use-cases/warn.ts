import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { Rulebook } from '@carbon/rulebook';
import { settleWarnings } from '../persistence/warnings';
import type { WarningRule, WarningRules } from '../warnings';

export interface WarningDesk {
  readonly database: Database;
  readonly rulebook: Rulebook;
  readonly rules: WarningRules;
}

export interface WarningRun {
  readonly raised: number;
  readonly cleared: number;
}

/**
 * Looks through every rule that warns, one transaction a rule: what is new reaches inboxes and webhooks, what is over is
 * cleared. Running it again changes nothing.
 */
export async function warn({ database, rulebook, rules }: WarningDesk, now: Date): Promise<WarningRun> {
  let [raised, cleared] = [0, 0];
  for (const rule of rules.all()) {
    const moved = await database.transaction(async (tx) => warnOf(tx, rulebook, rule, now));
    raised += moved.raised;
    cleared += moved.cleared;
  }
  return { raised, cleared };
}

async function warnOf(
  tx: Transaction,
  rulebook: Rulebook,
  rule: WarningRule,
  now: Date,
): Promise<WarningRun> {
  // one run of a rule at a time, so that none is told twice
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('warnings ' || $1, 0))`, [rule.kind]);
  const found = await rule.find(tx, await rulebook.packs(tx), chinaDate(now));
  const { raised, cleared } = await settleWarnings(tx, rule.kind, found, now);
  for (const [action, moved] of [
    ['warning.raised', raised],
    ['warning.cleared', cleared],
  ] as const) {
    for (const { id, holderId, subject } of moved) {
      const entry = { action, holderId, after: { kind: rule.kind, about: subject } };
      await recordAudit(tx, { ...entry, subject: { kind: 'warning', id } }, now, { actor: 'system' });
    }
  }
  return { raised: raised.length, cleared: cleared.length };
}
