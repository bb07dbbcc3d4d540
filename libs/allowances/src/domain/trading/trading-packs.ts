import { type PackOnDay, RulePacks } from '@carbon/rules/domain';
import bj from '../../../../rules/packs/trading-bj.2026-1.json';
import cn from '../../../../rules/packs/trading-cn.2026-1.json';
import cq from '../../../../rules/packs/trading-cq.2026-1.json';
import eu from '../../../../rules/packs/trading-eu.2026-1.json';
import fj from '../../../../rules/packs/trading-fj.2026-1.json';
import gd from '../../../../rules/packs/trading-gd.2026-1.json';
import hb from '../../../../rules/packs/trading-hb.2026-1.json';
import park from '../../../../rules/packs/trading-park.2026-1.json';
import sh from '../../../../rules/packs/trading-sh.2026-1.json';
import sz from '../../../../rules/packs/trading-sz.2026-1.json';
import tj from '../../../../rules/packs/trading-tj.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';
import type { CarbonMarket } from '../carbon-market';
import { tradingShape } from './trading-shape';

export type TradingPacks = RulePacks<typeof tradingShape>;
export type TradingPack = PackOnDay<typeof tradingShape>;

const packsOf = (market: string, ...files: readonly unknown[]): TradingPacks =>
  new RulePacks(`trading-${market}`, tradingShape, files, manifest);

/** How units are traded, by market; a faulty pack, or one that is not as released, stops the program here. */
export const tradingPacks: Readonly<Record<CarbonMarket, TradingPacks>> = {
  CN: packsOf('cn', cn),
  SZ: packsOf('sz', sz),
  BJ: packsOf('bj', bj),
  SH: packsOf('sh', sh),
  GD: packsOf('gd', gd),
  HB: packsOf('hb', hb),
  TJ: packsOf('tj', tj),
  CQ: packsOf('cq', cq),
  FJ: packsOf('fj', fj),
  EU: packsOf('eu', eu),
  PARK: packsOf('park', park),
};
