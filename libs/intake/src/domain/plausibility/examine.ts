import type { Json } from '@carbon/kernel';
import type { RuleValue } from '@carbon/rules/domain';
import type { Finding, Kind } from './check';
import { arithmeticKinds } from './checks/arithmetic';
import { energyKinds } from './checks/energy';
import { statementKinds } from './checks/statements';
import { wordingKinds } from './checks/wording';
import { yieldKinds } from './checks/yields';
import { type Action, type CheckRule, type PlausibilityPack, ruleOf } from './plausibility-pack';

/** Every kind of figures that can be checked. */
export const plausibilityKinds: readonly Kind[] = [
  ...energyKinds,
  ...yieldKinds,
  ...arithmeticKinds,
  ...statementKinds,
  ...wordingKinds,
];

/** A finding of a check, and what it does. */
export interface Flag extends Finding {
  readonly check: string;
  readonly action: Action;
}

export interface Examined {
  readonly flags: readonly Flag[];
  /** The rule of every check that was made, found or not. */
  readonly rules: readonly RuleValue<CheckRule>[];
}

/** Puts figures that were read by the kind's own reader through its checks. */
export function examine<F>(one: Kind<F>, figures: F, pack: PlausibilityPack): Examined {
  const rules = one.checks.map(({ id }) => ruleOf(pack, id));
  const flags = one.checks.flatMap((check, at): Flag[] => {
    const { action, bounds } = (rules[at] as RuleValue<CheckRule>).value;
    const found = check.examine(figures, (name) => {
      const bound = bounds.get(name);
      if (bound === undefined) throw new RangeError(`the plausibility pack has no ${name} of ${check.id}`);
      return bound;
    });
    return found === undefined ? [] : [{ check: check.id, action, ...found }];
  });
  return { flags, rules };
}

/** What figures each kind takes, for the schema. */
export const kindSchemas: readonly { readonly [key: string]: Json }[] = plausibilityKinds.map(
  ({ kind, title, figures }) => ({ title: `${kind}: ${title.en} / ${title.zh}`, ...figures.schema }),
);
