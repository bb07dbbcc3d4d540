import { type ChinaDate } from '@carbon/kernel';
import { type PackOnDay, type PackShape, type Reader, RulePacks, type RuleValue } from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';
import manifest from '../../../packs/manifest.json';
import plausibility2026 from '../../../packs/plausibility.2026-1.json';

/** What a finding does: it is shown, or it holds up what it was found in. */
export const ACTIONS = ['flag', 'block'] as const;
export type Action = (typeof ACTIONS)[number];

/** Bounds of one check, by name; exact decimals. */
export interface CheckRule {
  readonly action: Action;
  readonly bounds: ReadonlyMap<string, Decimal>;
}

const checkRule: Reader<CheckRule> = (value) => {
  const { action, ...bounds } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const known = ACTIONS.find((one) => one === action);
  if (known === undefined) throw new RangeError('action must be flag or block');
  const read = Object.entries(bounds).map(([name, text]) => {
    if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) {
      throw new RangeError(`${name} must be a decimal string`);
    }
    return [name, new Decimal(text)] as const;
  });
  return { action: known, bounds: new Map(read) };
};

const shape = { keys: {}, others: checkRule } as const satisfies PackShape;

/** Bounds of plausibility, with the source and certainty of each. */
export const plausibilityPacks = new RulePacks('plausibility', shape, [plausibility2026], manifest);

export type PlausibilityPack = PackOnDay<typeof shape>;

/** @throws Refusal RULES_NO_PACK */
export function plausibilityPackOn(day: ChinaDate): PlausibilityPack {
  return plausibilityPacks.on(day);
}

/** The rule of a check. @throws RangeError for a check the pack does not know: a fault of the pack */
export function ruleOf(pack: PlausibilityPack, check: string): RuleValue<CheckRule> {
  const rule = pack.find(check);
  if (rule === undefined) throw new RangeError(`the plausibility pack has no ${check}`);
  return rule as RuleValue<CheckRule>;
}
