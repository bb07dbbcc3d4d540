import { allowancePackFamilies } from '@carbon/allowances/domain';
import { creditSchemePacks, type Methodology, methodologies } from '@carbon/credits/domain';
import { inclusionPackFamilies, residentPacks, voucherScanPacks } from '@carbon/inclusion/domain';
import { marketPackFamilies, releasedMarketFamilies } from '@carbon/market/domain';
import { type RuleFamily, RuleFamilies } from '@carbon/rulebook';
import {
  approvalPacks,
  type PackShape,
  type RulePacks,
  safetyPacks,
  serialPacks,
  type Standard,
  standardPacks,
} from '@carbon/rules/domain';

type Family = RulePacks<PackShape>;

/** Families whose every reader asks the rulebook: a version that is approved counts. */
const approvable: readonly Family[] = [
  approvalPacks,
  serialPacks,
  standardPacks,
  ...allowancePackFamilies,
  ...marketPackFamilies,
  ...inclusionPackFamilies,
  voucherScanPacks,
  residentPacks,
];

/** Families that some reader takes as released: they change with a release only. */
const releasedOnly: readonly Family[] = [
  safetyPacks,
  ...Object.values(creditSchemePacks),
  ...releasedMarketFamilies,
];

const family =
  (readsApproved: boolean) =>
  (packs: Family): RuleFamily => ({ packs, readsApproved });

/** Every room's rule packs. */
export const ruleFamilies = new RuleFamilies([
  ...approvable.map(family(true)),
  ...releasedOnly.map(family(false)),
]);

/** Methodologies that run here stand in the register of standards too. */
export const broughtStandards: readonly Standard[] = methodologies.map(standardOf);

function standardOf(methodology: Methodology): Standard {
  const { code, title, version, effectiveFrom, effectiveTo, rules, source, certainty } = methodology;
  return {
    code: `methodology-${code}@${version}`,
    title,
    edition: version,
    subject: `methodology-${code}`,
    status: 'in-force',
    from: effectiveFrom,
    to: effectiveTo,
    rules,
    source,
    certainty,
  };
}
