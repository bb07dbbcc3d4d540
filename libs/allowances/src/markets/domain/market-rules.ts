import type { ChinaDate, Text } from '@carbon/kernel';
import { type PackSource, type RuleValue, tradingPacks, tradingShape } from '@carbon/rules/domain';
import { type CarbonMarket, compliancePacks, complianceShape, dataYear, isByDataYear } from '../../domain';
import { COMPLIANCE_WORDS } from './words-of-compliance';
import { TRADING_WORDS } from './words-of-trading';
import { notKnown } from './words';

/** One rule of a market, as it is told to everybody. */
export interface MarketRule {
  readonly topic: 'compliance' | 'trading';
  readonly key: string;
  readonly title: Text;
  readonly words: Text;
  /** Whether its dates are data years, not days of asking. */
  readonly byDataYear: boolean;
  readonly figure: RuleValue<unknown>;
  readonly pack: { readonly id: string; readonly version: string; readonly hash: string };
}

interface Described {
  readonly title: Text;
  readonly words: (value: never) => Text;
}

/** Years before the day of asking of which rules are told: arrears reach back. */
const YEARS = { back: 10, ahead: 1 };

/**
 * Every rule of a market that counts on a day, and for the data years around it, in the order of the packs.
 * @throws Refusal RULES_NO_PACK (422) for a day before the market's rules
 */
export function rulesOfMarket(packs: PackSource, market: CarbonMarket, on: ChinaDate): readonly MarketRule[] {
  return [
    ...topicRules(
      'compliance',
      packs.on(compliancePacks[market], on),
      COMPLIANCE_WORDS,
      complianceShape.keys,
    ),
    ...topicRules('trading', packs.on(tradingPacks[market], on), TRADING_WORDS, tradingShape.keys),
  ];
}

interface PackOfTopic {
  readonly day: ChinaDate;
  readonly version: string;
  readonly hash: string;
  keys(): readonly string[];
  findFor(key: string, day: ChinaDate): RuleValue<unknown> | undefined;
  reference(used: readonly []): { readonly id: string };
}

function topicRules(
  topic: MarketRule['topic'],
  pack: PackOfTopic,
  words: Readonly<Record<string, Described>>,
  shape: Readonly<Record<string, unknown>>,
): readonly MarketRule[] {
  const { version, hash } = pack;
  const named = { id: pack.reference([]).id, version, hash };
  const inOrder = [...Object.keys(shape), ...pack.keys().filter((key) => !Object.hasOwn(shape, key))];
  return inOrder.flatMap((key) => {
    const byDataYear = topic === 'compliance' && isByDataYear(key);
    return figuresOf(pack, key, byDataYear).map((figure) => ({
      topic,
      key,
      ...inWords(words[key], figure.value),
      byDataYear,
      figure,
      pack: named,
    }));
  });
}

/** The figure of the day, or those of the data years around it, each once. */
function figuresOf(pack: PackOfTopic, key: string, byDataYear: boolean): readonly RuleValue<unknown>[] {
  const year = Number(pack.day.slice(0, 4));
  const days = byDataYear
    ? Array.from({ length: YEARS.back + YEARS.ahead + 1 }, (_, at) => dataYear(year - YEARS.back + at))
    : [pack.day];
  const found = days.flatMap((day) => pack.findFor(key, day) ?? []);
  return found.filter((one, at) => found.indexOf(one) === at);
}

/** A rule in words is its own; a figure has a describer. */
function inWords(described: Described | undefined, value: unknown): Pick<MarketRule, 'title' | 'words'> {
  if (described === undefined) return { title: { zh: '规则', en: 'Rule' }, words: value as Text };
  const { title } = described;
  return { title, words: value === null ? notKnown(title.zh, title.en) : described.words(value as never) };
}
