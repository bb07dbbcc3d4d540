import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { MICROGRAMS_PER_UNIT } from '../domain/rules/pooling';
import { moreThanIssued, nothingIssued, saleSettledBefore } from '../domain/refusals';
import { settle } from '../domain/settlement';
import { findPeriod } from '../persistence/periods';
import { lockPool, allTerms } from '../persistence/pools';
import type { Pool, PoolPeriod } from '../persistence/records';
import { insertSettlement, isSettled, unsettledOf } from '../persistence/settlements';

export interface SaleToSettle {
  readonly period: number;
  /** Names the sale; settled once. */
  readonly sale: string;
  readonly tonnes: bigint;
  readonly proceedsFen: bigint;
}

/** What of an issue is there to be settled. */
export interface Settleable {
  readonly period: PoolPeriod;
  readonly members: Awaited<ReturnType<typeof unsettledOf>>;
  /** Micrograms in the tonnes of the sale. */
  readonly sold: bigint;
}

export interface SettledSale {
  readonly number: string;
  readonly feeFen: bigint;
  readonly netFen: bigint;
  readonly members: number;
}

/** @throws Refusal POOL_PERIOD_UNKNOWN, POOL_NOTHING_ISSUED, POOL_MORE_THAN_ISSUED, POOL_SALE_SETTLED */
export async function requireSettleable(
  tx: Transaction,
  pool: Pool,
  sale: SaleToSettle,
): Promise<Settleable> {
  const period = await findPeriod(tx, pool, sale.period);
  if (period.transactionId === null) throw nothingIssued(sale.period);
  if (await isSettled(tx, pool, sale.sale)) throw saleSettledBefore(sale.sale);
  const members = await unsettledOf(tx, period);
  const perUnit = MICROGRAMS_PER_UNIT.value;
  const left = members.reduce((sum, member) => sum + member.left, 0n);
  if (sale.tonnes * perUnit > left) throw moreThanIssued(left / perUnit);
  return { period, members, sold: sale.tonnes * perUnit };
}

/**
 * Shares what a sale of pooled units brought: the fee that was published for the issue goes to the aggregator, the rest
 * to the members by their part of the units, to the last fen.
 * @throws Refusal of `requireSettleable`
 */
export async function settleSale(
  tx: Transaction,
  pool: Pool,
  sale: SaleToSettle,
  by: { readonly proposedBy: string; readonly approvedBy: string; readonly documentHash: string | null },
  now: Date,
): Promise<SettledSale> {
  await lockPool(tx, pool);
  const { period, members, sold } = await requireSettleable(tx, pool, sale);
  const terms = (await allTerms(tx, pool.id)).find(({ version }) => version === period.termsVersion);
  if (terms === undefined) throw new Error(`period ${period.ordinal} of ${pool.number} has no terms`);
  const { feeFen, netFen, lines } = settle(
    { proceedsFen: sale.proceedsFen, feeBasisPoints: BigInt(terms.feeBasisPoints), sold },
    // ties go by the numbers of the members, which everybody can see
    members.map(({ reference, left }) => ({ member: reference, left })),
  );
  const idOf = new Map(members.map(({ reference, id }) => [reference, id]));
  const number = await insertSettlement(
    tx,
    pool,
    period,
    {
      ...{ id: newId(), saleReference: sale.sale, tonnes: sale.tonnes, proceedsFen: sale.proceedsFen },
      ...{ feeBasisPoints: terms.feeBasisPoints, feeFen, netFen, settledAt: now, ...by },
    },
    lines.map((line) => ({ ...line, member: idOf.get(line.member) ?? '' })),
  );
  return { number, feeFen, netFen, members: lines.length };
}
