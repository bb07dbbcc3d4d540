import type { Transaction } from '@carbon/database';
import { findTradable, type Tradable, type TradableState } from '../tradable';

/** An instrument as a market has it, for whom changes it: one at a time. */
export async function lockTradable(tx: Transaction, instrument: string): Promise<Tradable | undefined> {
  await tx.query('select from market.tradable where instrument = $1 for update', [instrument]);
  return findTradable(tx, instrument);
}

/** Admits an instrument, also one that was delisted; false where it trades already, in whatever market. */
export async function admit(
  tx: Transaction,
  { instrument, market, referencePriceFen }: Pick<Tradable, 'instrument' | 'market' | 'referencePriceFen'>,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (instrument) do update set state = 'trading', reference_price_fen = $3, changed_at = $5
       where tradable.state = 'delisted' and tradable.market = $2
     returning instrument`,
    [instrument, market, referencePriceFen.toString(), by, now],
  );
  return rows.length === 1;
}

export async function setTradableState(
  tx: Transaction,
  instrument: string,
  state: TradableState,
  now: Date,
): Promise<void> {
  await tx.query('update market.tradable set state = $2, changed_at = $3 where instrument = $1', [
    instrument,
    state,
    now,
  ]);
}
