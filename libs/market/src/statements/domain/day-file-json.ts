import { chinaTimestamp, type Json } from '@carbon/kernel';
import { type DayFacts, type DayFigureOf, type DayTrade, publicMethodOf, wholeOf } from './day-file';

export const DAY_FILE_FORMS = ['public', 'full'] as const;
/** Without anybody's name, for everybody; or with the parties, for regulator and registry. */
export type DayFileForm = (typeof DAY_FILE_FORMS)[number];

/** The public codes of a market, where it has any (TRD-014). */
export interface PublicCodes {
  readonly methods: Readonly<Record<'listed' | 'block' | 'auction', string>>;
  readonly composite: string;
  /** `id@version` of the pack they stand in. */
  readonly pack: string;
}

const fen = (value: bigint | undefined) => value?.toString() ?? null;

/** The file of a market's day as JSON: figures by instrument, the composite, every trade. Quantities and fen as strings. */
export function dayFileJson(facts: DayFacts, form: DayFileForm, codes: PublicCodes | undefined): Json {
  const { market, day, figures, trades } = facts;
  return {
    ...{ market, day, form, pack: codes?.pack ?? null },
    figures: figures.map(figureJson),
    composite: codes === undefined ? null : compositeJson(figures, codes),
    trades: trades.map((trade) => tradeJson(trade, form, codes)),
  };
}

export function figureJson(figure: DayFigureOf): Record<string, string | null> {
  const { instrument, listed, block, auction } = figure;
  return {
    ...{ instrument, previousCloseFen: figure.previousCloseFen.toString(), openFen: fen(figure.openFen) },
    ...{ highFen: fen(figure.highFen), lowFen: fen(figure.lowFen), closeFen: fen(figure.closeFen) },
    ...{ listedQuantity: listed.quantity.toString(), listedFen: listed.amountFen.toString() },
    ...{ blockQuantity: block.quantity.toString(), blockFen: block.amountFen.toString() },
    ...{ auctionQuantity: auction.quantity.toString(), auctionFen: auction.amountFen.toString() },
  };
}

/** TRD-014: the composite is the sum of its components. */
export function compositeJson(
  figures: readonly DayFigureOf[],
  { composite }: PublicCodes,
): Record<string, string> {
  const whole = figures.map(wholeOf);
  return {
    code: composite,
    quantity: whole.reduce((sum, { quantity }) => sum + quantity, 0n).toString(),
    amountFen: whole.reduce((sum, { amountFen }) => sum + amountFen, 0n).toString(),
  };
}

function tradeJson(
  trade: DayTrade,
  form: DayFileForm,
  codes: PublicCodes | undefined,
): Record<string, string | null> {
  const { instrument, method, priceFen, quantity, amountFen, parties } = trade;
  const everybody = {
    ...{ trade: trade.trade.toString(), at: chinaTimestamp(trade.at), instrument, method },
    methodCode: codes?.methods[publicMethodOf(method)] ?? null,
    ...{ priceFen: priceFen.toString(), quantity: quantity.toString(), amountFen: amountFen.toString() },
  };
  if (form === 'public') return everybody;
  return {
    ...everybody,
    ...{ seller: parties.seller, sellerAccount: parties.sellerAccount, sellOrder: fen(parties.sellOrder) },
    ...{
      sellerFeeFen: parties.sellerFeeFen.toString(),
      buyer: parties.buyer,
      buyerAccount: parties.buyerAccount,
    },
    ...{ buyOrder: fen(parties.buyOrder), buyerFeeFen: parties.buyerFeeFen.toString() },
    ...{
      reference: parties.reference ?? null,
      transaction: parties.transactionId.toString(),
      rulePack: parties.rulePack,
    },
  };
}
