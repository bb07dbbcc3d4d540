import { type ChinaDate, Refusal, type Text } from '@carbon/kernel';
import {
  optional,
  type PackReference,
  type PackSource,
  type Reader,
  RulePacks,
  type RuleValue,
} from '@carbon/rules/domain';
import manifest from '../../../../rules/packs/manifest.json';
import subsidies2026 from '../../../../rules/packs/subsidies.2026-1.json';
import { Exact } from '../compliance/exact';
import { decimalText, listOf, objectOf, twoLanguages, words } from '../packs/readers';

/** F17: at most a rate of an amount, up to a cap. */
export interface SubsidyRule {
  readonly region: string;
  readonly regionNames: readonly string[];
  readonly regionTitle: Text;
  readonly kind: string;
  readonly title: Text;
  /** What the amount is, with its unit. */
  readonly amount: Text;
  /** Yuan for each unit of the amount. */
  readonly rate: string;
  readonly capYuan?: string;
  /** What one firm may receive altogether. */
  readonly firmCapYuan?: string;
  readonly conditions?: Text;
}

const rule: Reader<SubsidyRule> = objectOf<SubsidyRule>({
  region: words,
  regionNames: listOf(words),
  regionTitle: twoLanguages,
  kind: words,
  title: twoLanguages,
  amount: twoLanguages,
  rate: decimalText,
  capYuan: optional(decimalText),
  firmCapYuan: optional(decimalText),
  conditions: optional(twoLanguages),
});

const shape = { keys: {}, others: rule } as const;

/** Local subsidies, each under `<region>.<kind>`. */
export const subsidyPacks = new RulePacks('subsidies', shape, [subsidies2026], manifest);

/** `<region>.<kind>` of all that were released. */
export const SUBSIDIES: readonly string[] = [...new Set(subsidies2026.values.map(({ key }) => key))];

export interface Subsidy {
  readonly rule: SubsidyRule;
  /** Yuan, two decimals, rounded down: the bound may not be passed. */
  readonly amount: string;
  /** What the rate gives before any cap. */
  readonly beforeCap: string;
  readonly pack: PackReference & { readonly hash: string };
}

/**
 * F17: the most that a subsidy comes to, min(rate × amount, cap), less what the firm received where it has a cap of its own.
 * @param region its id or a name of it
 * @throws Refusal ALLOWANCES_SUBSIDY_UNKNOWN (422) that tells which there are
 */
export function subsidyOf(
  packs: PackSource,
  asOf: ChinaDate,
  {
    region,
    kind,
    amount,
    received = '0',
  }: { region: string; kind: string; amount: string; received?: string },
): Subsidy {
  const pack = packs.on(subsidyPacks, asOf);
  const figure = pack
    .keys()
    .map((key) => pack.find(key) as RuleValue<SubsidyRule> | undefined)
    .find((one) => one?.value.kind === kind && isRegion(one.value, region));
  if (figure === undefined) throw unknownSubsidy(pack.keys());
  const { rate, capYuan, firmCapYuan } = figure.value;
  const before = new Exact(amount).times(rate);
  const left = firmCapYuan === undefined ? undefined : Exact.max(new Exact(firmCapYuan).minus(received), 0);
  const bounds = [before, ...(capYuan === undefined ? [] : [new Exact(capYuan)]), ...(left ? [left] : [])];
  return {
    rule: figure.value,
    amount: downToFen(Exact.min(...bounds)),
    beforeCap: downToFen(before),
    pack: { ...pack.reference([figure]), hash: pack.hash },
  };
}

/** A region by its id or one of its names, with or without capitals. */
const isRegion = ({ region, regionNames, regionTitle }: SubsidyRule, asked: string): boolean =>
  [region, ...regionNames, regionTitle.zh, regionTitle.en].some(
    (name) => name.toLowerCase() === asked.toLowerCase(),
  );

const downToFen = (yuan: InstanceType<typeof Exact>): string => yuan.toFixed(2, Exact.ROUND_DOWN);

function unknownSubsidy(keys: readonly string[]): Refusal {
  const known = keys.join(', ');
  return new Refusal(
    'ALLOWANCES_SUBSIDY_UNKNOWN',
    422,
    {
      zh: `没有该地区的此类补助；可用：${known}`,
      en: `There is no such subsidy in this region; there are: ${known}`,
    },
    { details: { known } },
  );
}
