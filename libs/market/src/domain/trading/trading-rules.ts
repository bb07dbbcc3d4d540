import type { ChinaDate } from '@carbon/kernel';
import {
  type HoldingLimit,
  type OrderSize,
  type PackReference,
  type PackSource,
  type ReportLine,
  type Session,
  type TradeDay,
  type TradeFees,
  type TradeMethod,
  type TradingMarket,
  type TradingPack,
  tradingPacks,
  tradingShape,
} from '@carbon/rules/domain';
import { fenOf } from './fen';

/** How orders of single subjects meet: a taker picks one (TRD-007), or price and time match them. */
export type Matching = 'pick' | 'continuous';

/** How far a price may lie from the previous close: percent × `scale`, as whole numbers. */
export interface BandPercent {
  readonly scaled: bigint;
  readonly scale: bigint;
}

/** Figures of which listed and continuous trading, block trades and auctions have one each. */
export interface MethodRules {
  readonly size: OrderSize;
  /** Undefined where no bound is known. */
  readonly band: BandPercent | undefined;
  /** Undefined where no hours are known; auctions are by notice then (TRD-012). */
  readonly sessions: readonly Session[] | undefined;
  readonly ruleOf: { readonly size: string; readonly band: string; readonly sessions: string };
}

/** The trading rules of one market on one day, read once and asked often. */
export interface TradingRules {
  readonly market: TradingMarket;
  /** The pack, and how well the worst founded of its figures is. */
  readonly reference: PackReference;
  /** `id@version`, as trades and orders keep it. */
  readonly pack: string;
  /** SHA-256 of the pack. */
  readonly hash: string;
  /** Every figure with its rules, source and certainty. */
  readonly figures: TradingPack;
  readonly methods: readonly TradeMethod[];
  readonly matching: Matching;
  /** Schemes whose units trade here. */
  readonly schemes: ReadonlySet<string>;
  readonly currency: string;
  /** TRD-002 */
  readonly tickFen: bigint;
  readonly lot: bigint;
  /** TRD-007: price levels that can be picked; where none are said, every one. */
  readonly levels: number;
  /** TRD-010: trading days after which what was bought may be sold; 0 at once. */
  readonly resaleDays: number;
  /** TRD-012 */
  readonly days: readonly TradeDay[];
  readonly auctionNoticeDays: number;
  /** TRD-017 */
  readonly holdingLimit: HoldingLimit | undefined;
  readonly reportLine: ReportLine | undefined;
  readonly fees: TradeFees;
  readonly holderKinds: ReadonlySet<string>;
  /** The rule behind what is said of all orders alike. */
  readonly ruleOf: {
    readonly schemes: string;
    readonly methods: string;
    readonly tick: string;
    readonly lot: string;
    readonly resale: string;
    readonly holderKinds: string;
  };
  of(method: TradeMethod): MethodRules;
  orderSize(method: TradeMethod): OrderSize;
  bandPercent(method: TradeMethod): BandPercent | undefined;
  sessions(method: TradeMethod): readonly Session[] | undefined;
}

const EVERY_LEVEL = Number.MAX_SAFE_INTEGER;
const KEYS = Object.keys(tradingShape.keys) as (keyof (typeof tradingShape)['keys'])[];
const NO_SIZE: OrderSize = {};

/**
 * The trading rules of a market in force on a day.
 * @throws Refusal RULES_NO_PACK (422) for a day before the market's rules
 */
export function tradingRules(packs: PackSource, market: TradingMarket, asOf: ChinaDate): TradingRules {
  const figures = packs.on(tradingPacks[market], asOf);
  const said = <K extends (typeof KEYS)[number]>(key: K) => figures.value(key);
  const ruleOf = (key: (typeof KEYS)[number]) => said(key).rules[0] ?? key;
  const single: MethodRules = {
    size: said('listed.order').value,
    band: bandOf(said('listed.band').value),
    sessions: said('listed.sessions').value ?? undefined,
    ruleOf: {
      size: ruleOf('listed.order'),
      band: ruleOf('listed.band'),
      sessions: ruleOf('listed.sessions'),
    },
  };
  const byMethod: Readonly<Record<TradeMethod, MethodRules>> = {
    listed: single,
    continuous: single,
    block: {
      size: said('block.order').value,
      band: bandOf(said('block.band').value),
      sessions: said('block.sessions').value ?? undefined,
      ruleOf: { size: ruleOf('block.order'), band: ruleOf('block.band'), sessions: ruleOf('block.sessions') },
    },
    auction: {
      size: NO_SIZE,
      band: undefined,
      sessions: said('auction.sessions').value ?? undefined,
      ruleOf: {
        size: ruleOf('methods'),
        band: ruleOf('methods'),
        sessions: ruleOf('auction.sessions'),
      },
    },
  };
  const reference = figures.reference(KEYS.map(said));
  const methods = said('methods').value;
  return {
    market,
    reference,
    pack: `${reference.id}@${reference.version}`,
    hash: figures.hash,
    figures,
    methods,
    matching: methods.includes('continuous') ? 'continuous' : 'pick',
    schemes: new Set(said('schemes').value),
    currency: said('currency').value,
    tickFen: fenOf(said('tick').value),
    lot: said('lot').value,
    levels: said('book.levels').value ?? EVERY_LEVEL,
    resaleDays: said('resale.days').value ?? 0,
    days: said('sessions.days').value,
    auctionNoticeDays: said('auction.notice.days').value,
    holdingLimit: said('holding.limit').value ?? undefined,
    reportLine: said('large-holder.report').value ?? undefined,
    fees: said('fees').value,
    holderKinds: new Set(said('holder.kinds').value),
    ruleOf: {
      schemes: ruleOf('schemes'),
      methods: ruleOf('methods'),
      tick: ruleOf('tick'),
      lot: ruleOf('lot'),
      resale: ruleOf('resale.days'),
      holderKinds: ruleOf('holder.kinds'),
    },
    of: (method) => byMethod[method],
    orderSize: (method) => byMethod[method].size,
    bandPercent: (method) => byMethod[method].band,
    sessions: (method) => byMethod[method].sessions,
  };
}

function bandOf(percent: string | null): BandPercent | undefined {
  if (percent === null) return undefined;
  const [whole = '0', fraction = ''] = percent.split('.');
  return { scaled: BigInt(whole + fraction), scale: 10n ** BigInt(fraction.length) };
}
