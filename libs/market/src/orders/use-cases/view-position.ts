import type { Reader } from '@carbon/database';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import type { PackReference, PackSource } from '@carbon/rules/domain';
import { lockedSince } from '../../domain/trading';
import type { TradingAccount } from '../../instruments';
import { rulesNow } from '../../market-data/rules-now';
import {
  type CashPosition,
  type InstrumentPosition,
  readCashPosition,
  readInstrumentPositions,
} from '../persistence/read-position';

export interface Position {
  readonly day: ChinaDate;
  readonly cash: CashPosition;
  readonly instruments: readonly (InstrumentPosition & { readonly sellable: bigint })[];
  /** The rules by which something may not be sold yet; none in a market without rules. */
  readonly pack: PackReference | undefined;
}

/** What may be offered now: what is available, less what was bought too lately (TRD-010, TRD-011). */
export const sellableOf = ({ available, boughtLately }: InstrumentPosition): bigint =>
  available > boughtLately ? available - boughtLately : 0n;

/** What a trading account has to trade with (RULES 7.1.4). */
export async function viewPosition(
  reader: Reader,
  account: TradingAccount,
  packs: PackSource,
  now: Date,
): Promise<Position> {
  const today = chinaDate(now);
  const known = await rulesNow(reader, packs, account.market, now);
  const since = known && lockedSince(known.rules, today, known.calendar);
  const [cash, instruments] = await Promise.all([
    readCashPosition(reader, account, today),
    readInstrumentPositions(reader, account, { today, lockedSince: since }),
  ]);
  return {
    ...{ day: today, cash, pack: known?.rules.reference },
    instruments: instruments.map((one) => ({ ...one, sellable: sellableOf(one) })),
  };
}
