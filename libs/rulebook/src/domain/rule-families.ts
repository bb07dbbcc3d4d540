import type { PackShape, RulePacks } from '@carbon/rules/domain';

/** One family of rule packs, as its room brings it. */
export interface RuleFamily {
  readonly packs: RulePacks<PackShape>;
  /**
   * Whether those who calculate by it ask the rulebook. Where they do not, an approved version would be one that nobody
   * reads: such a family changes with a release only, and proposals are refused.
   */
  readonly readsApproved: boolean;
}

/** The families that the rooms of a process brought, by id. */
export class RuleFamilies {
  private readonly byId: ReadonlyMap<string, RuleFamily>;

  constructor(families: readonly RuleFamily[]) {
    const ordered = [...families].sort((one, other) => (one.packs.id < other.packs.id ? -1 : 1));
    this.byId = new Map(ordered.map((family) => [family.packs.id, family]));
    if (this.byId.size < families.length) throw new Error('two rooms bring one family of rule packs');
  }

  find(id: string): RuleFamily | undefined {
    return this.byId.get(id);
  }

  /** In the order of their ids. */
  all(): readonly RuleFamily[] {
    return [...this.byId.values()];
  }
}
