import { MARKET } from '../compliance-year/emitters';
import { demoEnterprise } from '../demo-rows';
import { byHouse, BY_REGISTRY, type Hands } from '../houses';
import type { Stage } from '../stage';
import { agreedByExchange, BANK, BY_EXCHANGE, SELLER, type Trader, TRADERS } from './houses';
import { MOVED, PAID_IN, REFERENCE_PRICES } from './terms';

/** The number of each house's trading account. */
export type TradingAccounts = Readonly<Record<Trader, string>>;

/** The exchange brings both vintages to the national market (TRD-014). */
export async function admitVintages(stage: Stage): Promise<void> {
  for (const [instrument, referencePrice] of Object.entries(REFERENCE_PRICES))
    await stage.act('instrument-admission', { market: MARKET, instrument, referencePrice }, BY_EXCHANGE);
}

/** CCT-002, ETS-003: everybody opens a trading account; the seller's units are moved to its exchange side. */
export async function openTradingAccounts(stage: Stage): Promise<TradingAccounts> {
  const numbers = new Map<string, string>();
  for (const trader of TRADERS) {
    const opened = await stage.act('trading-account-opening', { market: MARKET }, agreedByExchange(trader));
    numbers.set(trader, opened['tradingAccount'] ?? '');
  }
  await stage.act(
    'allowance-exchange-move',
    { market: MARKET, direction: 'to-exchange', account: await stage.account(SELLER), lots: MOVED },
    byHouse(SELLER),
  );
  return Object.fromEntries(numbers) as TradingAccounts;
}

const SETTLEMENT = '1000200030004000';
const BANK_CODE = '000100000000';
/** Cash is entered by two people. */
const CASH_DESK: Hands = { maker: BY_REGISTRY.maker, checkers: BY_REGISTRY.checkers.slice(0, 1) };

/**
 * Buyers register a bank account each and pay in at the made-up bank, naming the code of their funds account (TRD-016). It
 * tells of the money by and by.
 */
export async function payIn(stage: Stage): Promise<void> {
  await stage.act(
    'settlement-account-opening',
    { bank: BANK.code, number: SETTLEMENT, adapter: 'demo' },
    CASH_DESK,
  );
  for (const [house, yuan] of Object.entries(PAID_IN)) {
    const { nameZh: name } = demoEnterprise(house);
    const remitterAccount = `622200002026${house.slice(1)}`;
    await stage.act(
      'bank-account-registration',
      { holder: house, name, number: remitterAccount, bank: BANK_CODE },
      agreedByExchange(house),
    );
    const { items } = await stage.get<{ items: { depositCode: string }[] }>(`${house}/maker`, '/v1/cash');
    await stage.post(`${BANK.code}/maker`, '/v1/demo-bank/credits', {
      ...{ account: SETTLEMENT, name, remitterAccount, amountFen: `${yuan}00` },
      text: `入金（示例） ${items[0]?.depositCode ?? ''}`,
    });
  }
}
