import type { ChinaDate } from '@carbon/kernel';
import {
  decimalText,
  type PackReference,
  type PackSource,
  positiveNumber,
  RulePacks,
  units,
} from '@carbon/rules/domain';
import manifest from '../../../../rules/packs/manifest.json';
import first from '../../../../rules/packs/market-surveillance.2026-1.json';

/** TRD-017, CCT-004: from when on something is looked at. */
export const surveillanceShape = {
  keys: {
    /** A price that moves so far, in percent, within so many minutes. */
    'price-move.percent': decimalText,
    'price-move.minutes': positiveNumber,
    /** One subject with so much of a day's quantity, in percent, once so much was traded. */
    'concentration.percent': decimalText,
    'concentration.from': units,
    /** So many orders of one account on one side within so many minutes, and so much of them withdrawn, in percent. */
    'layering.orders': positiveNumber,
    'layering.cancelled.percent': decimalText,
    'layering.minutes': positiveNumber,
    /** Trades within one group, to and fro within so many minutes, of at least so much. */
    'wash.minutes': positiveNumber,
    'wash.from': units,
  },
} as const;

export const surveillancePacks = new RulePacks('market-surveillance', surveillanceShape, [first], manifest);

/** The figures by which trades are watched on a day; percents are decimal strings, quantities units. */
export interface SurveillanceRules {
  readonly reference: PackReference;
  /** `id@version`. */
  readonly pack: string;
  readonly hash: string;
  readonly priceMove: { readonly percent: string; readonly minutes: number };
  readonly concentration: { readonly percent: string; readonly fromT: bigint };
  readonly layering: { readonly orders: number; readonly cancelledPercent: string; readonly minutes: number };
  readonly wash: { readonly minutes: number; readonly fromT: bigint };
}

/** @throws Refusal RULES_NO_PACK (422) */
export function surveillanceRules(packs: PackSource, asOf: ChinaDate): SurveillanceRules {
  const figures = packs.on(surveillancePacks, asOf);
  const keys = Object.keys(surveillanceShape.keys) as (keyof (typeof surveillanceShape)['keys'])[];
  const reference = figures.reference(keys.map((key) => figures.value(key)));
  return {
    reference,
    pack: `${reference.id}@${reference.version}`,
    hash: figures.hash,
    priceMove: {
      percent: figures.value('price-move.percent').value,
      minutes: figures.value('price-move.minutes').value,
    },
    concentration: {
      percent: figures.value('concentration.percent').value,
      fromT: figures.value('concentration.from').value,
    },
    layering: {
      orders: figures.value('layering.orders').value,
      cancelledPercent: figures.value('layering.cancelled.percent').value,
      minutes: figures.value('layering.minutes').value,
    },
    wash: { minutes: figures.value('wash.minutes').value, fromT: figures.value('wash.from').value },
  };
}
