import type { ChinaDate } from '@carbon/kernel';
import {
  decimalText,
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  RulePacks,
  units,
} from '@carbon/rules/domain';
import manifest from '../../../../rules/packs/manifest.json';
import first from '../../../../rules/packs/green-power-market.2026-1.json';

const DECIMALS = 4;

/** Hundredths of a fen of an amount in yuan of at most four decimals. */
const hundredthsOfFen: Reader<bigint> = (value) => {
  const [whole = '0', fraction = ''] = decimalText(value).split('.');
  const read = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  if (fraction.length > DECIMALS || read === 0n)
    throw new RangeError('must be above 0 and of at most four decimals');
  return read;
};

/** Power of a quarter hour between neighbours: prices in yuan per kWh, on ticks of a hundredth of a fen. */
export const greenPowerShape = {
  keys: {
    'interval.minutes': positiveNumber,
    /** Orders for an interval are taken until so long before it begins. */
    'gate-closure.minutes': positiveNumber,
    tick: hundredthsOfFen,
    'price.cap': hundredthsOfFen,
    'step.wh': units,
    /** How long after an interval its reading may come. */
    'reading.deadline.hours': positiveNumber,
  },
} as const;

export const greenPowerPacks = new RulePacks('green-power-market', greenPowerShape, [first], manifest);

/** Prices are whole hundredths of a fen per kWh, quantities Wh. */
export interface GreenPowerRules {
  readonly reference: PackReference;
  /** `id@version`. */
  readonly pack: string;
  readonly hash: string;
  readonly intervalMinutes: number;
  readonly gateClosureMinutes: number;
  readonly tickHundredthsOfFen: bigint;
  readonly priceCapHundredthsOfFen: bigint;
  readonly stepWh: bigint;
  readonly readingDeadlineHours: number;
}

/** @throws Refusal RULES_NO_PACK (422) */
export function greenPowerRules(packs: PackSource, asOf: ChinaDate): GreenPowerRules {
  const figures = packs.on(greenPowerPacks, asOf);
  const keys = Object.keys(greenPowerShape.keys) as (keyof (typeof greenPowerShape)['keys'])[];
  const reference = figures.reference(keys.map((key) => figures.value(key)));
  return {
    reference,
    pack: `${reference.id}@${reference.version}`,
    hash: figures.hash,
    intervalMinutes: figures.value('interval.minutes').value,
    gateClosureMinutes: figures.value('gate-closure.minutes').value,
    tickHundredthsOfFen: figures.value('tick').value,
    priceCapHundredthsOfFen: figures.value('price.cap').value,
    stepWh: figures.value('step.wh').value,
    readingDeadlineHours: figures.value('reading.deadline.hours').value,
  };
}
