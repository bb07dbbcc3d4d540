import type { ChinaDate } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';
import { type Method, type ProgrammeRules, programmeRules } from '../domain/index';
import type { Programme } from '../programmes/programme';
import type { MethodKey } from './persistence/acts-to-judge';

/** The rules of every programme on the day of a pass. */
export class RulesOfPass {
  private readonly rules: ReadonlyMap<number, ProgrammeRules>;
  private readonly methods = new Map<number, Method>();

  /** @throws Refusal RULES_NO_PACK */
  constructor(
    private readonly programmes: ReadonlyMap<number, Programme>,
    packs: PackSource,
    today: ChinaDate,
  ) {
    this.rules = new Map(
      [...programmes].map(([id, { pack }]) => [id, programmeRules(packs, pack, today)] as const),
    );
    for (const [id, { methods }] of this.rules)
      for (const method of methods) this.methods.set(id * METHODS + method.number, method);
  }

  readonly of = (programme: number): ProgrammeRules => {
    const rules = this.rules.get(programme);
    if (rules === undefined) throw new Error(`no programme has number ${programme}`);
    return rules;
  };

  method(programme: number, number: number): Method | undefined {
    return this.methods.get(programme * METHODS + number);
  }

  methodsWhere(wanted: (method: Method) => boolean): MethodKey[] {
    return [...this.rules].flatMap(([programme, { methods }]) =>
      methods.filter(wanted).map(({ number }) => ({ programme, method: number })),
    );
  }

  /** What a pass keeps of the rules it judged by. */
  get packs(): { programme: string; pack: string; version: string; hash: string }[] {
    return [...this.rules].map(([id, { pack, version, hash }]) => ({
      programme: this.programmes.get(id)?.code ?? '',
      ...{ pack, version, hash },
    }));
  }
}

const METHODS = 65_536;
