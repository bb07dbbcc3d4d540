import type { Transaction } from '@carbon/database';
import {
  freeSourceRanges,
  type Part,
  type SerialRange,
  type SourceHolding,
  sourceHoldings,
  type SourceRange,
} from '@carbon/ledger';
import { without } from '../domain/ranges';
import { withSiblings } from '../persistence/sibling-keys';

/** Units that stand for a piece of a source, wherever they are now. */
export interface SourcedUnits {
  readonly instrument: string;
  readonly scheme: string;
  readonly issuance: bigint;
  readonly source: SourceRange;
  readonly held: readonly {
    readonly account: string;
    readonly holderId: string;
    readonly part: Part;
    readonly serials: SerialRange;
    /** Never left the account they were issued to: untraded in the sense of EXC-003. */
    readonly untraded: boolean;
  }[];
  /** What has ended, by final account (retirement, cancellation …). */
  readonly ended: readonly { readonly state: string; readonly serials: SerialRange }[];
}

/** What the ledger holds for these ranges, under every name of their assets; `asked` counts in the ranges given. */
export async function holdingsOf(tx: Transaction, ranges: readonly SourceRange[]): Promise<SourceHolding[]> {
  const asked = await withSiblings(tx, ranges);
  const holdings = await sourceHoldings(tx, asked);
  return holdings.map((holding) => ({ ...holding, asked: asked[holding.asked]?.asked ?? 0 }));
}

/** Where the units are that stand for any of these ranges, in the order given. */
export async function sourcedUnits(tx: Transaction, ranges: readonly SourceRange[]): Promise<SourcedUnits[]> {
  return (await holdingsOf(tx, ranges)).map(({ instrument, scheme, issuance, source, places }) => ({
    instrument,
    scheme,
    issuance,
    source,
    held: places.flatMap(({ account, holderId, part, serials, journalId }) =>
      holderId === null ? [] : [{ account, holderId, part, serials, untraded: journalId === issuance }],
    ),
    ended: places.flatMap(({ accountKind, holderId, serials }) =>
      holderId === null ? [{ state: accountKind, serials }] : [],
    ),
  }));
}

/** The parts of a range that back nothing, under whatever name of its asset. */
export async function freeRanges(tx: Transaction, range: SourceRange): Promise<SourceRange[]> {
  const [own, ...others] = await withSiblings(tx, [range]);
  const free = await freeSourceRanges(tx, [own ?? range]);
  if (others.length === 0) return free;
  const used = (await sourceHoldings(tx, others)).map(({ source }) => source);
  return free.flatMap((each) => without(each, used).map(({ from, to }) => ({ key: range.key, from, to })));
}
