import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { chinaDate, newId } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import { creditSchemeOn, parseCreditScheme } from '../../domain/schemes/credit-schemes';
import { accountNotOfAggregator, notAnAggregator } from '../domain/refusals';
import { insertPool, insertTerms, lockPool } from '../persistence/pools';
import type { Pool, Terms } from '../persistence/records';

export type NewPool = Pick<
  Pool,
  'accountNumber' | 'scheme' | 'nameZh' | 'nameEn' | 'methodology' | 'basis' | 'weightUnit' | 'source'
> & {
  /** Id or code of the aggregator. */
  readonly holder: string;
};

/**
 * Sets a pool up. Nothing is issued for it until its members, its terms and a verified period are there.
 * @throws Refusal HOLDER_UNKNOWN, POOL_NOT_AN_AGGREGATOR, CREDITS_SCHEME_UNKNOWN, RULES_NO_PACK, POOL_ACCOUNT_NOT_OF_HOLDER
 */
export async function createPool(
  tx: Transaction,
  { holder: name, ...pool }: NewPool,
  caller: Caller,
  now: Date,
): Promise<Pool> {
  const holder = await holderInReach(tx.manager, name, caller.reach);
  if (holder.kind !== 'aggregator' && holder.kind !== 'project-owner') throw notAnAggregator(holder.code);
  // a scheme that stands here and is in force today
  creditSchemeOn(parseCreditScheme(pool.scheme), chinaDate(now));
  const account = await readAccount(tx, pool.accountNumber);
  if (account?.holderId !== holder.id || account.kind !== 'holding') {
    throw accountNotOfAggregator(pool.accountNumber);
  }
  const entry = { ...pool, id: newId(), holderId: holder.id, createdBy: caller.id, createdAt: now };
  const entered = await insertPool(tx, entry);
  await recordAudit(
    tx,
    {
      action: 'pool.created',
      subject: { kind: 'pool', id: entered.number },
      holderId: holder.id,
      after: { scheme: pool.scheme, methodology: pool.methodology, basis: pool.basis },
    },
    now,
  );
  return entered;
}

/** Publishes what the aggregator takes and gives (PHI-005); it counts some working days later. */
export async function publishTerms(
  tx: Transaction,
  pool: Pool,
  terms: Omit<Terms, 'version' | 'publishedOn'>,
  caller: Pick<Caller, 'id'>,
  now: Date,
): Promise<Terms> {
  await lockPool(tx, pool);
  const dated = { ...terms, publishedOn: chinaDate(now) };
  const published = await insertTerms(tx, pool, dated, { actor: caller.id, now });
  await recordAudit(
    tx,
    {
      action: 'pool.terms-published',
      subject: { kind: 'pool', id: pool.number },
      holderId: pool.holderId,
      after: { version: published.version, feeBasisPoints: terms.feeBasisPoints },
      ...(terms.documentHash === null ? {} : { documentHash: terms.documentHash }),
    },
    now,
  );
  return published;
}
