import type { Transaction } from '@carbon/database';
import { findHolder } from '@carbon/identity';
import { type AccountView, readAccount } from '@carbon/ledger';
import { effectiveTime, readCalendar, safetyRules } from '@carbon/rules';
import { limitOf, type Standing, standingOf } from '../../trusted/domain/trust';
import { findEntry } from '../../trusted/persistence/read-trusted';
import { overLimit } from '../domain/refusals';
import { groundFor, type Timing, type TransferProfile } from '../domain/timing';
import type { TransferParts } from '../parts';
import { readSettings } from '../persistence/settings';

/** How two accounts stand to each other at a moment, and what follows for a transfer between them. */
export interface Circumstances {
  readonly standing: Standing;
  readonly profile: TransferProfile;
  readonly official: boolean;
  /** The most that one transfer may carry; undefined without a limit (SEC-007). */
  readonly limit: bigint | undefined;
}

/** Holders whose transfers are the registry's or an authority's own (REG-008). */
const OFFICIAL_KINDS: ReadonlySet<string> = new Set(['registry-operator', 'regulator']);

export async function circumstancesOf(
  tx: Transaction,
  parts: TransferParts,
  sender: AccountView,
  receiver: AccountView,
  now: Date,
): Promise<Circumstances> {
  const standing = standingOf(sender, receiver, await findEntry(tx, sender.number, receiver.number), now);
  const { profile, ownLimit } = await readSettings(tx, sender.number);
  return {
    standing,
    profile: profile ?? parts.defaultProfile,
    official: (await isOfficial(tx, sender)) || (await isOfficial(tx, receiver)),
    limit: limitOf(standing, safetyRules(now).outsideListLimit.value, ownLimit),
  };
}

/** As `circumstancesOf`, by number; undefined when one of the accounts is not there. */
export async function circumstancesBetween(
  tx: Transaction,
  parts: TransferParts,
  { from, to }: { readonly from: string; readonly to: string },
  now: Date,
): Promise<Circumstances | undefined> {
  const sender = await readAccount(tx, from);
  const receiver = await readAccount(tx, to);
  if (sender === undefined || receiver === undefined) return undefined;
  return circumstancesOf(tx, parts, sender, receiver, now);
}

async function isOfficial(tx: Transaction, account: AccountView): Promise<boolean> {
  const holder = await findHolder(tx.manager, account.holderId);
  return holder !== undefined && OFFICIAL_KINDS.has(holder.kind);
}

/** @throws Refusal TRANSFER_OVER_LIMIT */
export function requireWithinLimit({ limit }: Circumstances, to: string, quantity: bigint): void {
  if (limit !== undefined && quantity > limit) throw overLimit(to, limit, quantity);
}

/** When what was approved at a moment executes, and why then. */
export async function dueTime(
  tx: Transaction,
  parts: TransferParts,
  { profile, standing, official }: Circumstances,
  approvedAt: Date,
): Promise<{ readonly executeAt: Date; readonly timing: Timing }> {
  const { market } = parts;
  const rules = safetyRules(approvedAt);
  const ground = groundFor(profile, standing, official);
  const timing: Timing = {
    ...ground,
    market,
    zone: rules.hours[market].value.zone,
    pack: `registry-safety ${rules.pack.version}`,
  };
  if (ground.clock === 'at-once') return { executeAt: approvedAt, timing };
  const calendar = await readCalendar(tx, market, approvedAt);
  return { executeAt: effectiveTime(ground.clock, approvedAt, { calendar, rules }), timing };
}
