import { CARBON_MARKETS } from '../../domain/index';

/** The schemes of the authorities' allowances, as instruments name them; a market of one's own has rules of its own. */
export const allowanceSchemes = (): string[] =>
  CARBON_MARKETS.filter((market) => market !== 'PARK').map((market) => `ETS-${market}`);
