import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { instrumentStateForbids, marketUnknown, notAdmitted } from '../domain/refusals';
import { isTradingMarket } from '@carbon/rules/domain';
import { noteAct } from '../persistence/market-acts';
import { lockTradable, setTradableState } from '../persistence/write-tradables';
import type { Tradable, TradableState } from '../tradable';

/** An instrument of a market, locked. @throws Refusal EXCHANGE_MARKET_UNKNOWN, TRADING_NOT_ADMITTED */
export async function lockedTradable(
  tx: Transaction,
  { market, instrument }: { readonly market: string; readonly instrument: string },
): Promise<Tradable> {
  if (!isTradingMarket(market)) throw marketUnknown(market);
  const tradable = await lockTradable(tx, instrument);
  if (tradable?.market !== market) throw notAdmitted(instrument, market);
  return tradable;
}

const MOVES = {
  halted: { from: 'trading', to: 'halted' },
  resumed: { from: 'halted', to: 'trading' },
} as const satisfies Record<string, { readonly from: TradableState; readonly to: TradableState }>;

/** TRD-018: what one person does at once, with a reason. */
export type InstrumentAct = keyof typeof MOVES;

/**
 * Halts an instrument, or lets it trade again. Orders stay in the book; none is taken while it is halted.
 * @throws Refusal EXCHANGE_MARKET_UNKNOWN, TRADING_NOT_ADMITTED, TRADING_INSTRUMENT_STATE
 */
export async function actOnInstrument(
  tx: Transaction,
  act: InstrumentAct,
  which: { readonly market: string; readonly instrument: string },
  { reason, by, now }: { readonly reason: string; readonly by: string; readonly now: Date },
): Promise<TradableState> {
  const { from, to } = MOVES[act];
  const { instrument, market, state } = await lockedTradable(tx, which);
  if (state !== from) throw instrumentStateForbids(instrument, state);
  await setTradableState(tx, instrument, to, now);
  await noteAct(tx, { kind: 'instrument', id: instrument }, { act, reason, by, now });
  await recordAudit(
    tx,
    {
      action: `tradable.${act}`,
      subject: { kind: 'tradable', id: instrument },
      before: { market, state },
      after: { market, state: to },
      reason,
    },
    now,
  );
  return to;
}
