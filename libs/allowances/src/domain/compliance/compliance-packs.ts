import { type PackOnDay, RulePacks } from '@carbon/rules/domain';
import bj from '../../../../rules/packs/compliance-bj.2026-1.json';
import cn from '../../../../rules/packs/compliance-cn.2026-1.json';
import cq from '../../../../rules/packs/compliance-cq.2026-1.json';
import eu from '../../../../rules/packs/compliance-eu.2026-1.json';
import fj from '../../../../rules/packs/compliance-fj.2026-1.json';
import gd from '../../../../rules/packs/compliance-gd.2026-1.json';
import hb from '../../../../rules/packs/compliance-hb.2026-1.json';
import park from '../../../../rules/packs/compliance-park.2026-1.json';
import sh from '../../../../rules/packs/compliance-sh.2026-1.json';
import sz from '../../../../rules/packs/compliance-sz.2026-1.json';
import tj from '../../../../rules/packs/compliance-tj.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';
import type { CarbonMarket } from '../carbon-market';
import { complianceShape } from './compliance-shape';

export type CompliancePacks = RulePacks<typeof complianceShape>;
export type CompliancePack = PackOnDay<typeof complianceShape>;

const packsOf = (market: string, ...files: readonly unknown[]): CompliancePacks =>
  new RulePacks(`compliance-${market}`, complianceShape, files, manifest);

/** How obligations are met, by market; a faulty pack, or one that is not as released, stops the program here. */
export const compliancePacks: Readonly<Record<CarbonMarket, CompliancePacks>> = {
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
