import { fault, malformed } from '@carbon/kernel';
import { type PackFault, type PinnedPack, versionOn } from '@carbon/rules';
import type { PackContent } from '../domain/pack-content';
import { faultsOfForm, faultsOfPack } from '../domain/proposal-faults';
import { onlyReleased } from '../domain/refusals';
import type { RuleFamilies, RuleFamily } from '../domain/rule-families';

/**
 * The content of a new version, checked against the shape of its family. It may hold anything when it comes.
 * @throws Refusal INPUT_MALFORMED naming fields below `field`; RULE_PACK_ONLY_RELEASED (422)
 */
export function readProposal(
  families: RuleFamilies,
  file: unknown,
  field: string,
): { readonly family: RuleFamily; readonly pack: PinnedPack } {
  const form = faultsOfForm(file, field);
  if (form.length > 0) throw malformed(form);
  const family = familyOf(families, file, field);
  if (!family.readsApproved) throw onlyReleased(family.packs.id);
  const read = family.packs.read(file);
  if ('faults' in read) throw malformed(faultsOfPack(read.faults, field));
  const open = faultsOfEnds(family, read.pack);
  if (open.length > 0) throw malformed(faultsOfPack(open, field));
  return { family, pack: read.pack };
}

function familyOf(families: RuleFamilies, file: unknown, field: string): RuleFamily {
  const { id } = (file ?? {}) as { readonly id?: unknown };
  const family = typeof id === 'string' ? families.find(id) : undefined;
  if (family !== undefined) return family;
  throw malformed([
    fault(`${field}.id`, 'known', 'must be a rule pack of this platform', '须为本平台的规则包'),
  ]);
}

/**
 * X: what is approved is ended by its successor, and what the platform needs without end stays without: otherwise a day
 * would come on which nothing could be approved any more, the remedy included.
 */
function faultsOfEnds(family: RuleFamily, pack: PinnedPack): PackFault[] {
  const ended: PackFault[] =
    pack.effectiveTo === undefined
      ? []
      : [{ what: 'effectiveTo must be left out: the next version ends this one' }];
  const before = versionOn(family.packs.versions(), pack.effectiveFrom);
  const endless = (of: PinnedPack | undefined, key: string) =>
    of?.values.get(key)?.some(({ effectiveTo }) => effectiveTo === undefined) === true;
  const cut = Object.keys(family.packs.shape.keys)
    .filter((key) => endless(before, key) && !endless(pack, key))
    .map((key) => ({ what: `${key} must have a value without an end, as in the version in force` }));
  return [...ended, ...cut];
}

/** A version that was read is written as its file says. */
export function contentOf({ file }: Pick<PinnedPack, 'file'>): PackContent {
  return file as PackContent;
}
