import type { Reader } from '@carbon/ledger';
import type { CarbonContract, OnChainSupply } from '../chain/carbon-contract';
import { checkpointsAfter } from '../persistence/checkpoints';
import { SUPPLY_TOTALS, type SupplyDelta, sumDeltas, supplyDeltas } from '../persistence/supply-deltas';
import type { Difference } from './difference';

/** What the contract said at one block, of every serialised instrument. */
export interface ChainSupply {
  readonly size: bigint;
  readonly totals: ReadonlyMap<string, OnChainSupply>;
}

const CALLS_AT_ONCE = 16;

/** Asks the contract before the ledger is looked at, all at one block. */
export async function readChainSupply(contract: CarbonContract, reader: Reader): Promise<ChainSupply> {
  const block = await contract.client.blockNumber();
  const { size } = await contract.head(block);
  const rows = await reader.query<{ code: string }>(
    'select code from ledger.instrument where serialised order by code',
  );
  const totals = new Map<string, OnChainSupply>();
  for (let at = 0; at < rows.length; at += CALLS_AT_ONCE) {
    const some = rows.slice(at, at + CALLS_AT_ONCE);
    const supplies = await Promise.all(some.map(({ code }) => contract.supplyOf(code, block)));
    supplies.forEach((supply, offset) => totals.set(some[offset]?.code ?? '', supply));
  }
  return { size, totals };
}

/** The supply that the journal gives against what checkpoints state and, when it was asked, what the contract holds. */
export async function checkSupply(reader: Reader, chain: ChainSupply | undefined): Promise<Difference[]> {
  const differences: Difference[] = [];
  let stated: SupplyDelta[] = [];
  let size = 0n;
  for (;;) {
    const page = await checkpointsAfter(reader, size, 500);
    const last = page.at(-1);
    if (last === undefined) break;
    stated = sumDeltas([...stated, ...page.flatMap(({ deltas }) => deltas)]);
    size = last.size;
  }
  const journal = await supplyDeltas(reader, 0n, size);
  differences.push(...compare('SUPPLY_DIFFERS_FROM_CHECKPOINTS', byCode(stated), byCode(journal)));
  if (chain !== undefined && chain.size > 0n) {
    const anchored = await supplyDeltas(reader, 0n, chain.size);
    differences.push(...compare('SUPPLY_DIFFERS_FROM_CHAIN', chain.totals, byCode(anchored)));
  }
  return differences;
}

type Totals = Pick<SupplyDelta, (typeof SUPPLY_TOTALS)[number]>;
const byCode = (deltas: readonly SupplyDelta[]) => new Map(deltas.map((delta) => [delta.instrument, delta]));

function compare(
  kind: 'SUPPLY_DIFFERS_FROM_CHECKPOINTS' | 'SUPPLY_DIFFERS_FROM_CHAIN',
  expected: ReadonlyMap<string, Totals>,
  found: ReadonlyMap<string, Totals>,
): Difference[] {
  const codes = [...new Set([...expected.keys(), ...found.keys()])].sort();
  return codes.flatMap((instrument) =>
    SUPPLY_TOTALS.flatMap((name) => {
      const [want, have] = [expected, found].map((totals) => totals.get(instrument)?.[name] ?? 0n);
      if (want === have || want === undefined || have === undefined) return [];
      return [{ kind, instrument, place: name, expected: want.toString(), found: have.toString() }];
    }),
  );
}
