import type { NewHolder } from '@carbon/identity';
import { type Hands } from '../houses';

const office = (code: string, kind: NewHolder['kind'], nameZh: string, nameEn: string): NewHolder => ({
  ...{ code, kind, nameZh: `${nameZh}（示例）`, nameEn: `${nameEn} (example)`, source: 'synthetic' },
});

/** Who runs the markets of the demonstration, where their money lies, and who reads meters; all made up. */
export const EXCHANGE = office('EXCHANGE', 'market-operator', '示范交易机构', 'Demo exchange');
export const BANK = office('BANK', 'bank', '示范结算银行', 'Demo settlement bank');
export const METERS = office('METERS', 'data-partner', '示范计量机构', 'Demo metering body');

export const BY_EXCHANGE: Hands = { maker: 'EXCHANGE/maker', checkers: ['EXCHANGE/checker'] };

/** A house that asks, and the exchange that agrees. */
export const agreedByExchange = (code: string): Hands => ({
  maker: `${code}/maker`,
  checkers: BY_EXCHANGE.checkers,
});

/** Key emitters of the compliance year, who trade. */
export const SELLER = 'E001';
export const BUYERS = ['E002', 'E004', 'E005'] as const;
export const TRADERS = [SELLER, ...BUYERS] as const;
export type Trader = (typeof TRADERS)[number];
