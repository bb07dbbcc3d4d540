import type { Refusal } from '@carbon/kernel';
import {
  checkOrder,
  feesOn,
  type FeesOfTrade,
  orderRefused,
  type PriceBand,
  priceBand,
  type TradingRules,
} from '../domain/trading';

/** An order as the rules of the day see it. */
export interface CheckedOrder {
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly holderKind: string;
  readonly availableUnits: bigint;
  readonly boughtToday: bigint;
  readonly availableFen: bigint;
}

/** What the rules say of orders in one batch: the same day, the same moment. */
export class OrderChecks {
  private readonly bands = new Map<string, PriceBand | undefined>();
  private readonly method: 'listed' | 'continuous';

  constructor(
    private readonly rules: TradingRules,
    private readonly open: boolean,
    private readonly previousClose: (instrument: string) => bigint | undefined,
  ) {
    this.method = rules.matching === 'continuous' ? 'continuous' : 'listed';
  }

  /** Why an order may not stand, all reasons in one; undefined when it may. */
  refusalOf(order: CheckedOrder): Refusal | undefined {
    const { instrument, side, priceFen, quantity, holderKind } = order;
    const found = checkOrder(this.rules, {
      ...{ method: this.method, side, priceFen, quantity, holderKind, open: this.open },
      band: this.bandOf(instrument),
      ...(side === 'sell'
        ? { availableT: order.availableUnits, boughtTodayT: order.boughtToday }
        : { availableFen: order.availableFen }),
    });
    return found.length === 0 ? undefined : orderRefused(found);
  }

  feesOn(amountFen: bigint): FeesOfTrade {
    return feesOn(this.rules, amountFen);
  }

  private bandOf(instrument: string): PriceBand | undefined {
    if (!this.bands.has(instrument)) {
      const close = this.previousClose(instrument);
      this.bands.set(instrument, close === undefined ? undefined : priceBand(this.rules, this.method, close));
    }
    return this.bands.get(instrument);
  }
}
