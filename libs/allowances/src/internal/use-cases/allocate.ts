import type { Reader, Transaction } from '@carbon/database';
import { canonicalJson, chinaDate, type Json } from '@carbon/kernel';
import type { Cause } from '@carbon/ledger';
import type { PackReference } from '@carbon/rules';
import { createHash } from 'node:crypto';
import { internalRules } from '../../domain/internal/internal-rules';
import { memberShare, type ShareMethod } from '../../domain/internal/member-share';
import {
  aboveCap,
  noHoldingAccount,
  notAMember,
  shareEmpty,
  shareTaken,
  yearCounted,
} from '../domain/refusals';
import { holdingAccounts } from '../persistence/balances';
import { type InternalMarket, type InternalYear, readMembers } from '../persistence/internal-markets';
import type { InternalDesk } from './desk';

export interface AskedShare {
  readonly holder: string;
  readonly share: ShareMethod;
}

export interface PlannedShare extends AskedShare {
  readonly holderId: string;
  readonly account: string;
  readonly quantityT: bigint;
}

export interface SharePlan {
  readonly shares: readonly PlannedShare[];
  readonly totalT: bigint;
  readonly pack: PackReference;
}

/**
 * What the shares of a year come to, against its cap and what was given already.
 * @throws Refusal INTERNAL_YEAR_COUNTED, INTERNAL_MARKET_MEMBERS_ONLY, INTERNAL_NO_ACCOUNT, INTERNAL_SHARE_TAKEN,
 * INTERNAL_SHARE_EMPTY, INTERNAL_ABOVE_CAP
 */
export async function planShares(
  reader: Reader,
  desk: InternalDesk,
  market: InternalMarket,
  year: InternalYear,
  asked: readonly AskedShare[],
): Promise<SharePlan> {
  if (year.countedAt !== null) throw yearCounted(market.code, year.year);
  const rules = internalRules(await desk.rulebook.packs(reader), chinaDate(desk.clock.now()));
  const members = new Map((await readMembers(reader, market)).map(({ id, code }) => [code, id]));
  const accounts = await holdingAccounts(reader, [...members.values()]);
  const given = await sharesGiven(reader, year);
  const seen = new Set(given.holders);
  const without: string[] = [];
  const shares = asked.map(({ holder, share }): PlannedShare => {
    const holderId = members.get(holder);
    if (holderId === undefined) throw notAMember(market.code, holder);
    if (seen.has(holderId)) throw shareTaken(holder);
    seen.add(holderId);
    const account = accounts.get(holderId);
    if (account === undefined) without.push(holder);
    const quantityT = memberShare(rules, share);
    if (quantityT === 0n) throw shareEmpty(holder);
    return { ...{ holder, share, holderId, quantityT }, account: account ?? '' };
  });
  if (without.length > 0) throw noHoldingAccount(without);
  const totalT = shares.reduce((sum, { quantityT }) => sum + quantityT, 0n);
  if (given.totalT + totalT > year.capT) throw aboveCap(market.code, year.capT, given.totalT + totalT);
  return { shares, totalT, pack: rules.pack };
}

async function sharesGiven(
  reader: Reader,
  { market, year }: InternalYear,
): Promise<{ readonly holders: readonly string[]; readonly totalT: bigint }> {
  const rows = await reader.query<{ holder_id: string; quantity_t: string }>(
    'select holder_id, quantity_t from allowances.internal_allocation where market = $1 and year = $2',
    [market, year],
  );
  return {
    holders: rows.map((row) => row.holder_id),
    totalT: rows.reduce((sum, row) => sum + BigInt(row.quantity_t), 0n),
  };
}

/** Issues the planned shares, each with the hash of what it rests on; all or none. The year is locked. */
export async function issueShares(
  tx: Transaction,
  desk: InternalDesk,
  year: InternalYear,
  plan: SharePlan,
  cause: Cause,
): Promise<void> {
  const outcomes = await desk.ledger.submit(
    tx,
    plan.shares.map((one) => ({
      kind: 'issue' as const,
      instrument: year.instrument,
      quantity: one.quantityT,
      to: one.account,
      sourceKey: `internal:${year.market}:${year.year}:${one.holderId}`,
      evidenceHash: evidenceOf(year, one, plan.pack),
      cause,
    })),
  );
  const rows = plan.shares.map((one, at) => {
    const outcome = outcomes[at];
    if (outcome?.status !== 'done') throw outcome?.refusal ?? new Error('a share without an outcome');
    return {
      holder_id: one.holderId,
      share: one.share,
      quantity_t: one.quantityT.toString(),
      account: one.account,
      transaction_id: outcome.transactionId.toString(),
    };
  });
  await tx.query(
    `insert into allowances.internal_allocation
       (market, year, holder_id, share, quantity_t, account, transaction_id, pack, allocated_at)
     select $1, $2, r.holder_id, r.share, r.quantity_t, r.account, r.transaction_id, $4, $5
       from jsonb_to_recordset($3::jsonb)
         as r (holder_id uuid, share jsonb, quantity_t bigint, account text, transaction_id bigint)`,
    [year.market, year.year, JSON.stringify(rows), JSON.stringify(plan.pack), desk.clock.now()],
  );
}

/** SHA-256 of the canonical JSON of a share and its rules. */
function evidenceOf({ market, year }: InternalYear, one: PlannedShare, pack: PackReference): Buffer {
  const document = {
    ...{ market, year, holder: one.holder, quantityT: one.quantityT.toString() },
    ...{ share: one.share, pack },
  };
  return createHash('sha256')
    .update(canonicalJson(document as unknown as Json))
    .digest();
}
