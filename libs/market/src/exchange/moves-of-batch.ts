import type { Cause, Command, LinkedCommands, SimpleCommand } from '@carbon/ledger';
import { CNY } from '../cash/domain/cny';
import { type Apart, settlementOf, type Trade, tradeReference } from '../settlement';
import { FundsSheet } from './funds-sheet';

/** A trade that a batch makes; it gets its number when the batch is whole. */
export interface PlannedTrade extends Omit<Trade, 'id'> {
  id: bigint;
  /** The command that made it. */
  readonly sequence: bigint;
  readonly taker: 'buy' | 'sell';
}

interface Delta {
  readonly account: string;
  readonly instrument: string;
  amount: bigint;
}

interface Settlement {
  readonly trade: PlannedTrade;
  readonly apart: Apart;
  readonly actor: string;
}

/**
 * The moves of the ledger that a batch comes to. What orders set apart and give back is netted by account and instrument,
 * and stands before the first trade that needs it: a trade out of the frozen part needs what was frozen, a trade out of the
 * available part what was given back.
 */
export class MovesOfBatch {
  private readonly moves: (Settlement | Delta)[] = [];
  private readonly deltas = new Map<string, Delta>();
  private readonly settlements: Settlement[] = [];

  /** Sets apart, or gives back what is negative. */
  setApart(account: string, instrument: string, amount: bigint): void {
    if (amount === 0n) return;
    const key = FundsSheet.key(account, instrument);
    const delta = this.deltas.get(key);
    if (delta === undefined) this.deltas.set(key, { account, instrument, amount });
    else delta.amount += amount;
  }

  settle(trade: PlannedTrade, apart: Apart, actor: string): void {
    this.flushBefore(trade.seller.unitsAccount, trade.instrument, apart.units);
    this.flushBefore(trade.buyer.fundsAccount, CNY, apart.money);
    const settlement = { trade, apart, actor };
    this.moves.push(settlement);
    this.settlements.push(settlement);
  }

  get trades(): readonly PlannedTrade[] {
    return this.settlements.map(({ trade }) => trade);
  }

  /** About how many commands of the ledger it comes to so far. */
  get size(): number {
    return this.moves.length + this.deltas.size;
  }

  /** The commands, once every trade has its number; `trades` says which of them settle which trade, in order. */
  commands(
    cause: Cause,
    feeAccount: string | undefined,
  ): { readonly commands: readonly Command[]; readonly trades: readonly number[] } {
    this.moves.push(...this.deltas.values());
    this.deltas.clear();
    const commands: Command[] = [];
    const trades: number[] = [];
    for (const move of this.moves) {
      if ('trade' in move) {
        trades.push(commands.length);
        commands.push(settle(move, feeAccount));
      } else if (move.amount !== 0n) commands.push({ ...hold(move), cause });
    }
    return { commands, trades };
  }

  private flushBefore(account: string, instrument: string, part: 'available' | 'frozen'): void {
    const key = FundsSheet.key(account, instrument);
    const delta = this.deltas.get(key);
    if (delta === undefined || (part === 'frozen') !== delta.amount > 0n) return;
    this.deltas.delete(key);
    this.moves.push(delta);
  }
}

function settle({ trade, apart, actor }: Settlement, feeAccount: string | undefined): Command {
  const group: LinkedCommands = settlementOf(trade, apart, feeAccount);
  return {
    ...group,
    cause: { actor, reference: tradeReference(trade.id), reason: `market:${trade.method}` },
  };
}

const hold = ({ account, instrument, amount }: Delta): SimpleCommand => ({
  kind: amount > 0n ? 'freeze' : 'release',
  ...{ account, instrument, quantity: amount > 0n ? amount : -amount },
});
