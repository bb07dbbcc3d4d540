import { type PackShape, type RulePacks, tradingPacks } from '@carbon/rules/domain';
import { auctionPacks } from '../auctions/domain/auction-rules';
import { accountConsentPacks } from '../consents/domain/consent-rules';
import { marketDataPacks } from '../market-data/domain/market-data-rules';
import { blockNegotiationPacks } from './negotiation/index';
import { salesPacks } from '../sales/domain/rules/market-rules';
import { greenPowerPacks } from './trading/green-power-rules';
import { surveillancePacks } from './trading/surveillance-rules';

/** Every family of rule packs of this room. All its services ask the rulebook, so that approved versions count. */
export const marketPackFamilies: readonly RulePacks<PackShape>[] = [
  ...Object.values(tradingPacks),
  accountConsentPacks,
  auctionPacks,
  blockNegotiationPacks,
  greenPowerPacks,
  marketDataPacks,
  surveillancePacks,
];

/** Families of this room that some reader takes as released: they change with a release only. */
export const releasedMarketFamilies: readonly RulePacks<PackShape>[] = [salesPacks];
