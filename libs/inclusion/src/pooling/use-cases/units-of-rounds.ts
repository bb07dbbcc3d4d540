import type { Reader } from '@carbon/database';
import { readSupply, readTransaction, type Supply } from '@carbon/ledger';
import type { Programme } from '../../programmes/programme';
import type { PoolSale } from '../credit-pools';
import type { PoolingParts } from '../parts';
import type { PoolRound } from '../persistence/rounds';

/** What an issue made, and where it is now. */
export interface UnitsOfRound {
  readonly round: PoolRound;
  /** First and last of the units, `1-3`. */
  readonly serials: readonly string[];
  /** How many are held, and how many were used for what. */
  readonly supply: Supply;
  readonly sales: readonly PoolSale[];
}

/** Of rounds that are issued: their serials, what units still live, and their sales. */
export async function unitsOfRounds(
  reader: Reader,
  { pools }: Pick<PoolingParts, 'pools'>,
  programmes: ReadonlyMap<number, Programme>,
  rounds: readonly PoolRound[],
): Promise<ReadonlyMap<bigint, UnitsOfRound>> {
  const sales = await salesOf(reader, pools, programmes, rounds);
  const found = new Map<bigint, UnitsOfRound>();
  for (const round of rounds) {
    if (round.transactionId === null || round.instrument === null) continue;
    const entries = await readTransaction(reader, round.transactionId);
    found.set(round.id, {
      round,
      serials: entries.flatMap(({ record }) => record.serials ?? []),
      supply: await readSupply(reader, round.instrument),
      sales: sales.get(round.id) ?? [],
    });
  }
  return found;
}

/** One look a programme and pool. */
async function salesOf(
  reader: Reader,
  pools: PoolingParts['pools'],
  programmes: ReadonlyMap<number, Programme>,
  rounds: readonly PoolRound[],
): Promise<ReadonlyMap<bigint, PoolSale[]>> {
  const groups = new Map<string, PoolRound[]>();
  for (const round of rounds) {
    const key = `${round.programme} ${round.pool}`;
    groups.set(key, [...(groups.get(key) ?? []), round]);
  }
  const found = new Map<bigint, PoolSale[]>();
  for (const group of groups.values()) {
    const [first] = group;
    const code = first && programmes.get(first.programme)?.code;
    if (first === undefined || code === undefined) continue;
    const periods = group.map(({ period }) => period);
    for (const sale of await pools.salesOf(reader, { programme: code, pool: first.pool, periods })) {
      const round = group.find(({ period }) => period === sale.period);
      if (round !== undefined) found.set(round.id, [...(found.get(round.id) ?? []), sale]);
    }
  }
  return found;
}
