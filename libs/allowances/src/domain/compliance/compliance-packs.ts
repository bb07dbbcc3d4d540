import manifest from '../../../../rules/packs/manifest.json';
import cn from '../../../../rules/packs/compliance-cn.2026-1.json';
import { type PackOnDay, RulePacks } from '@carbon/rules/domain';
import { complianceShape } from './compliance-shape';

export type CompliancePacks = RulePacks<typeof complianceShape>;
export type CompliancePack = PackOnDay<typeof complianceShape>;

const packsOf = (market: string, ...files: readonly unknown[]): CompliancePacks =>
  new RulePacks(`compliance-${market}`, complianceShape, files, manifest);

/** How obligations are met, by market; a faulty pack, or one that is not as released, stops the program here. */
export const compliancePacks: Readonly<Record<string, CompliancePacks>> = {
  CN: packsOf('cn', cn),
};
