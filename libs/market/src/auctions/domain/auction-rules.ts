import type { ChinaDate } from '@carbon/kernel';
import {
  decimalText,
  type PackReference,
  type PackSource,
  positiveNumber,
  RulePacks,
  type TradingMarket,
  tradingPacks,
  wholeNumber,
} from '@carbon/rules/domain';
import auctions2026 from '../../../../rules/packs/auctions.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';
import { parsePriceFen } from '../../orders/domain/yuan';

/** What holds for auctions in every market, and for those of certificates, which no market's pack is about. */
export const auctionPacks = new RulePacks(
  'auctions',
  {
    keys: {
      'bids.most': positiveNumber,
      'open.longest.days': positiveNumber,
      'certificates.notice.days': wholeNumber,
      'certificates.tick': decimalText,
    },
  } as const,
  [auctions2026],
  manifest,
);

/** What an auction goes by from its notice to its settlement. */
export interface AuctionTerms {
  /** Prices are multiples of it. */
  readonly tickFen: bigint;
  /** Quantities are multiples of it. */
  readonly lot: bigint;
  /** Working days from the notice to the first bids. */
  readonly noticeDays: number;
  readonly longestOpenDays: number;
  readonly mostBids: number;
  readonly sellerFeePoints: bigint;
  readonly buyerFeePoints: bigint;
  /** What a bidder may be; whoever may have the units where undefined. */
  readonly holderKinds: readonly string[] | undefined;
  /** `id@version` of what it rests on. */
  readonly rulePack: string;
  readonly pack: PackReference;
}

/**
 * The terms of an auction of a market's units. @throws Refusal RULES_NO_PACK
 * @returns undefined where the market sells nothing by auction (TRD-001)
 */
export function exchangeTerms(
  packs: PackSource,
  market: TradingMarket,
  day: ChinaDate,
): AuctionTerms | undefined {
  const trading = packs.on(tradingPacks[market], day);
  const ours = packs.on(auctionPacks, day);
  const methods = trading.value('methods');
  if (!methods.value.includes('auction')) return undefined;
  const [tick, lot, fees] = [trading.value('tick'), trading.value('lot'), trading.value('fees')];
  const kinds = trading.value('holder.kinds');
  const notice = trading.value('auction.notice.days');
  const most = ours.value('bids.most');
  const longest = ours.value('open.longest.days');
  return {
    ...{ tickFen: parsePriceFen(tick.value), lot: lot.value, noticeDays: notice.value },
    ...{ longestOpenDays: longest.value, mostBids: most.value, holderKinds: kinds.value },
    sellerFeePoints: BigInt(fees.value.sellerBasisPoints),
    buyerFeePoints: BigInt(fees.value.buyerBasisPoints),
    rulePack: `${tradingPacks[market].id}@${trading.version}`,
    pack: trading.reference([methods, tick, lot, fees, kinds, notice, most, longest]),
  };
}

/** The terms of an auction of green certificates (GEC-008); fees are those of their sales. */
export function certificateTerms(
  packs: PackSource,
  day: ChinaDate,
  fees: { readonly sellerFeePoints: bigint; readonly buyerFeePoints: bigint },
): AuctionTerms {
  const ours = packs.on(auctionPacks, day);
  const [tick, notice] = [ours.value('certificates.tick'), ours.value('certificates.notice.days')];
  const [most, longest] = [ours.value('bids.most'), ours.value('open.longest.days')];
  return {
    ...{ tickFen: parsePriceFen(tick.value), lot: 1n, noticeDays: notice.value },
    ...{ longestOpenDays: longest.value, mostBids: most.value, holderKinds: undefined },
    ...fees,
    rulePack: `${auctionPacks.id}@${ours.version}`,
    pack: ours.reference([tick, notice, most, longest]),
  };
}
