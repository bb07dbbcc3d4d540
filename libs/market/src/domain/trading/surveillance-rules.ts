import type { ChinaDate } from '@carbon/kernel';
import {
  fields,
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  RulePacks,
  units,
} from '@carbon/rules/domain';
import manifest from '../../../../rules/packs/manifest.json';
import first from '../../../../rules/packs/market-surveillance.2026-1.json';

/** The lines and windows of the watch (market-surveillance). Shares and distances are basis points: 4,000 are 40 %. */
export interface SurveillanceFigures {
  readonly groupWash: { readonly minQuantity: bigint };
  readonly roundTrip: {
    readonly windowMinutes: number;
    /** Of both directions together. */
    readonly minQuantity: bigint;
    /** The net of both directions, of their sum, at most. */
    readonly netBasisPoints: number;
    /** Between the average prices of both directions, at most. */
    readonly priceGapBasisPoints: number;
    /** Of all that one of the two traded in the window, at least. */
    readonly ownShareBasisPoints: number;
  };
  readonly layering: {
    /** After the trade on the other side. */
    readonly cancelWithinMinutes: number;
    /** Before the trade on the other side. */
    readonly placedWithinMinutes: number;
    readonly minOrders: number;
    /** Cancelled quantity, of the trade's, at least. */
    readonly timesTrade: number;
    /** Cancelled on that side, of what was cancelled on the trade's own, at least. */
    readonly timesOwnSide: number;
  };
  readonly priceMove: {
    readonly fromCloseBasisPoints: number;
    readonly fromRecentBasisPoints: number;
    /** How many trades before are averaged; fewer tell nothing. */
    readonly recentTrades: number;
    /** A previous close older than this tells nothing. */
    readonly freshDays: number;
    readonly closeBasisPoints: number;
  };
  readonly concentration: {
    readonly shareBasisPoints: number;
    /** A day of fewer trades is thin, and shares of it tell nothing. */
    readonly minDayTrades: number;
    readonly minOwnTrades: number;
  };
  readonly largeHolding: {
    readonly shareBasisPoints: number;
    readonly minQuantity: bigint;
    /** Of the market's holding limit, where it has one. */
    readonly limitBasisPoints: number;
  };
  readonly closingMark: {
    readonly minutes: number;
    readonly shareBasisPoints: number;
    /** How far the close lies from what it would be without these trades. */
    readonly effectBasisPoints: number;
  };
  readonly orderFlooding: {
    readonly commandsPerMinute: number;
    readonly cancelsPerMinute: number;
    /** Commands for one trade, at least. */
    readonly timesTrades: number;
  };
  readonly repeatedRefusals: { readonly windowMinutes: number; readonly refusals: number };
}

const figures = <T extends object>(readers: { readonly [K in keyof T]: Reader<T[K]> }): Reader<T> =>
  fields(readers as never) as Reader<T>;

/** TRD-017: from when on something is looked at; one key a detector. */
export const surveillanceShape = {
  keys: {
    'group-wash': figures<SurveillanceFigures['groupWash']>({ minQuantity: units }),
    'round-trip': figures<SurveillanceFigures['roundTrip']>({
      windowMinutes: positiveNumber,
      minQuantity: units,
      netBasisPoints: positiveNumber,
      priceGapBasisPoints: positiveNumber,
      ownShareBasisPoints: positiveNumber,
    }),
    layering: figures<SurveillanceFigures['layering']>({
      cancelWithinMinutes: positiveNumber,
      placedWithinMinutes: positiveNumber,
      minOrders: positiveNumber,
      timesTrade: positiveNumber,
      timesOwnSide: positiveNumber,
    }),
    'price-move': figures<SurveillanceFigures['priceMove']>({
      fromCloseBasisPoints: positiveNumber,
      fromRecentBasisPoints: positiveNumber,
      recentTrades: positiveNumber,
      freshDays: positiveNumber,
      closeBasisPoints: positiveNumber,
    }),
    concentration: figures<SurveillanceFigures['concentration']>({
      shareBasisPoints: positiveNumber,
      minDayTrades: positiveNumber,
      minOwnTrades: positiveNumber,
    }),
    'large-holding': figures<SurveillanceFigures['largeHolding']>({
      shareBasisPoints: positiveNumber,
      minQuantity: units,
      limitBasisPoints: positiveNumber,
    }),
    'closing-mark': figures<SurveillanceFigures['closingMark']>({
      minutes: positiveNumber,
      shareBasisPoints: positiveNumber,
      effectBasisPoints: positiveNumber,
    }),
    'order-flooding': figures<SurveillanceFigures['orderFlooding']>({
      commandsPerMinute: positiveNumber,
      cancelsPerMinute: positiveNumber,
      timesTrades: positiveNumber,
    }),
    'repeated-refusals': figures<SurveillanceFigures['repeatedRefusals']>({
      windowMinutes: positiveNumber,
      refusals: positiveNumber,
    }),
  },
} as const;

export const surveillancePacks = new RulePacks('market-surveillance', surveillanceShape, [first], manifest);

/** The figures by which trades are watched on a day, and the pack they come from. */
export interface SurveillanceRules extends SurveillanceFigures {
  readonly reference: PackReference;
  /** `id@version`. */
  readonly pack: string;
  readonly hash: string;
}

/** @throws Refusal RULES_NO_PACK (422) */
export function surveillanceRules(packs: PackSource, asOf: ChinaDate): SurveillanceRules {
  const on = packs.on(surveillancePacks, asOf);
  const keys = Object.keys(surveillanceShape.keys) as (keyof (typeof surveillanceShape)['keys'])[];
  const reference = on.reference(keys.map((key) => on.value(key)));
  return {
    reference,
    pack: `${reference.id}@${reference.version}`,
    hash: on.hash,
    groupWash: on.value('group-wash').value,
    roundTrip: on.value('round-trip').value,
    layering: on.value('layering').value,
    priceMove: on.value('price-move').value,
    concentration: on.value('concentration').value,
    largeHolding: on.value('large-holding').value,
    closingMark: on.value('closing-mark').value,
    orderFlooding: on.value('order-flooding').value,
    repeatedRefusals: on.value('repeated-refusals').value,
  };
}
