import { RulePacks } from '@carbon/rules/domain';
import beijing from '../../../../rules/packs/allocation-bj.2026-1.json';
import china from '../../../../rules/packs/allocation-cn.2026-1.json';
import chongqing from '../../../../rules/packs/allocation-cq.2026-1.json';
import europe from '../../../../rules/packs/allocation-eu.2026-1.json';
import fujian from '../../../../rules/packs/allocation-fj.2026-1.json';
import guangdong from '../../../../rules/packs/allocation-gd.2026-1.json';
import hubei from '../../../../rules/packs/allocation-hb.2026-1.json';
import park from '../../../../rules/packs/allocation-park.2026-1.json';
import shanghai from '../../../../rules/packs/allocation-sh.2026-1.json';
import shenzhen from '../../../../rules/packs/allocation-sz.2026-1.json';
import tianjin from '../../../../rules/packs/allocation-tj.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';
import type { CarbonMarket } from '../carbon-market';
import { allocationShape } from './allocation-shape';

const packsOf = (market: CarbonMarket, ...files: readonly unknown[]) =>
  new RulePacks(`allocation-${market.toLowerCase()}`, allocationShape, files, manifest);

/** What each market's documents say of allocation; a faulty pack, or one that is not as released, stops the program. */
export const allocationPacks: Readonly<Record<CarbonMarket, RulePacks<typeof allocationShape>>> = {
  CN: packsOf('CN', china),
  SZ: packsOf('SZ', shenzhen),
  BJ: packsOf('BJ', beijing),
  SH: packsOf('SH', shanghai),
  GD: packsOf('GD', guangdong),
  HB: packsOf('HB', hubei),
  TJ: packsOf('TJ', tianjin),
  CQ: packsOf('CQ', chongqing),
  FJ: packsOf('FJ', fujian),
  EU: packsOf('EU', europe),
  PARK: packsOf('PARK', park),
};
