import bj from '../../../packs/trading-bj.2026-1.json';
import ccer from '../../../packs/trading-ccer.2026-1.json';
import cn from '../../../packs/trading-cn.2026-1.json';
import cq from '../../../packs/trading-cq.2026-1.json';
import eu from '../../../packs/trading-eu.2026-1.json';
import fj from '../../../packs/trading-fj.2026-1.json';
import gd from '../../../packs/trading-gd.2026-1.json';
import hb from '../../../packs/trading-hb.2026-1.json';
import park from '../../../packs/trading-park.2026-1.json';
import sh from '../../../packs/trading-sh.2026-1.json';
import sz from '../../../packs/trading-sz.2026-1.json';
import tj from '../../../packs/trading-tj.2026-1.json';
import manifest from '../../../packs/manifest.json';
import { type PackOnDay, RulePacks } from '../rule-packs';
import type { TradingMarket } from './trading-market';
import { tradingShape } from './trading-shape';

export type TradingPacks = RulePacks<typeof tradingShape>;
export type TradingPack = PackOnDay<typeof tradingShape>;

const packsOf = (market: string, ...files: readonly unknown[]): TradingPacks =>
  new RulePacks(`trading-${market}`, tradingShape, files, manifest);

/** How units are traded, by market; a faulty pack, or one that is not as released, stops the program here. */
export const tradingPacks: Readonly<Record<TradingMarket, TradingPacks>> = {
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
  CCER: packsOf('ccer', ccer),
};
