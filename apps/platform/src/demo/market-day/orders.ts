import type { Stage } from '../stage';
import type { TradingAccounts } from './accounts';
import type { Trader } from './houses';
import { OLD_VINTAGE, VINTAGE } from './terms';

interface Listing {
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly price: string;
  readonly quantity: string;
  /** The day of placing when absent. */
  readonly goodTill?: string;
}

/** Lists and picks orders as the people of several houses (TRD-007). */
export class OrderDesk {
  constructor(
    private readonly stage: Stage,
    private readonly accounts: TradingAccounts,
  ) {}

  /** Gives the number of the order. */
  async list(trader: Trader, listing: Listing): Promise<string> {
    const body = { tradingAccount: this.accounts[trader], ...listing };
    const { order } = await this.stage.post<{ order: { order: string } }>(
      `${trader}/maker`,
      '/v1/exchange/orders',
      body,
    );
    return order.order;
  }

  async pick(trader: Trader, order: string, quantity: string, price: string): Promise<void> {
    const body = { tradingAccount: this.accounts[trader], quantity, price };
    await this.stage.post(`${trader}/maker`, `/v1/exchange/orders/${order}/picks`, body);
  }
}

/** From half past nine: what is listed and who picks it. What nobody picks rests for some weeks. */
export async function tradeListed(
  desk: OrderDesk,
  turnTo: (time: string) => void,
  goodTill: string,
): Promise<void> {
  const sell = { instrument: VINTAGE, side: 'sell' } as const;
  const buy = { instrument: VINTAGE, side: 'buy' } as const;
  const old = { instrument: OLD_VINTAGE } as const;

  turnTo('09:31');
  const rest = await desk.list('E001', { ...old, side: 'sell', price: '68.20', quantity: '20000' });
  const low = await desk.list('E001', { ...sell, price: '70.50', quantity: '60000' });
  const high = await desk.list('E001', { ...sell, price: '71.00', quantity: '40000', goodTill });
  await desk.list('E001', { ...sell, price: '72.50', quantity: '80000', goodTill });

  turnTo('09:45');
  await desk.pick('E002', rest, '20000', '68.20');
  const wanted = await desk.list('E002', { ...old, side: 'buy', price: '68.00', quantity: '6000' });
  await desk.list('E002', { ...buy, price: '68.00', quantity: '15000', goodTill });
  await desk.pick('E004', low, '35000', '70.50');
  await desk.pick('E005', low, '25000', '70.50');

  turnTo('10:40');
  await desk.pick('E001', wanted, '6000', '68.00');
  const bid = await desk.list('E005', { ...buy, price: '69.60', quantity: '30000', goodTill });
  await desk.list('E004', { ...buy, price: '69.00', quantity: '40000', goodTill });
  await desk.pick('E001', bid, '12000', '69.60');
  await desk.pick('E004', high, '20000', '71.00');
}
