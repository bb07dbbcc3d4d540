import { tradingPacks } from '@carbon/rules/domain';
import { CARBON_MARKETS } from '../carbon-market';
import { compliancePacks } from '../compliance/compliance-packs';

it.each(CARBON_MARKETS)('%s: compliance and trading packs are read, and as released', (market) => {
  expect(compliancePacks[market].on('2026-11-21').version).toBe('2026.1');
  expect(tradingPacks[market].on('2026-11-21').version).toBe('2026.1');
});
