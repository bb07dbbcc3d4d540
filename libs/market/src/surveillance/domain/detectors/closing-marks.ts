import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import { type ClosedDay, makesPrice, type TradeRow } from '../rows';
import { atLeast, away, basisPoints, percent, yuan } from '../words';

/** A closed day: all that made its price, the trades of its end, and when trading ended on it. */
export interface DayWithEnd {
  readonly day: ClosedDay;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  /** At least those of the last minutes. */
  readonly late: readonly TradeRow[];
  readonly tradingEnds: Date;
}

const MINUTE_MS = 60_000;

interface Sum {
  readonly quantity: bigint;
  readonly amountFen: bigint;
}

const sum = (trades: readonly TradeRow[]): Sum => ({
  quantity: trades.reduce((all, { quantity }) => all + quantity, 0n),
  amountFen: trades.reduce((all, { quantity, priceFen }) => all + quantity * priceFen, 0n),
});

/**
 * TRD-009: the close is the weighted average of the day. Accounts with a large share of the last minutes' volume whose trades
 * there moved that average by more than a line. A large trade at the going price moves nothing and is not meant; nor is a day
 * with no other trades, for then there is nothing to compare with.
 */
export function closingMarks(
  days: readonly DayWithEnd[],
  span: Span,
  { closingMark: figures }: Pick<SurveillanceFigures, 'closingMark'>,
): Finding[] {
  return days.flatMap(({ day, quantity, amountFen, late: given, tradingEnds }) => {
    if (!within(span, day.closedAt)) return [];
    const since = tradingEnds.getTime() - figures.minutes * MINUTE_MS;
    const late = given.filter((trade) => makesPrice(trade) && trade.at.getTime() >= since);
    const accounts = new Set(late.flatMap(({ seller, buyer }) => [seller.account, buyer.account]));
    return [...accounts].sort().flatMap((account) => {
      const found = judge(account, day, { whole: { quantity, amountFen }, late }, figures);
      return found === undefined ? [] : [found];
    });
  });
}

function judge(
  account: string,
  day: ClosedDay,
  { whole, late }: { readonly whole: Sum; readonly late: readonly TradeRow[] },
  figures: SurveillanceFigures['closingMark'],
): Finding | undefined {
  const own = late.filter(({ seller, buyer }) => seller.account === account || buyer.account === account);
  const [mine, lateSum] = [sum(own), sum(late)];
  if (!atLeast(mine.quantity, figures.shareBasisPoints, lateSum.quantity)) return undefined;
  const rest: Sum = {
    quantity: whole.quantity - mine.quantity,
    amountFen: whole.amountFen - mine.amountFen,
  };
  if (rest.quantity === 0n) return undefined;
  // both averages over one denominator
  const [close, without] = [whole.amountFen * rest.quantity, rest.amountFen * whole.quantity];
  if (!atLeast(away(close, without), figures.effectBasisPoints, without)) return undefined;
  const effect = percent(basisPoints(away(close, without), without));
  return told(account, day, own, { whole, mine, rest, late: lateSum, effect }, figures);
}

function told(
  account: string,
  day: ClosedDay,
  own: readonly TradeRow[],
  {
    whole,
    mine,
    rest,
    late,
    effect,
  }: {
    readonly whole: Sum;
    readonly mine: Sum;
    readonly rest: Sum;
    readonly late: Sum;
    readonly effect: string;
  },
  figures: SurveillanceFigures['closingMark'],
): Finding {
  const [first] = own;
  const party = first?.seller.account === account ? first.seller : first?.buyer;
  const share = percent(basisPoints(mine.quantity, late.quantity));
  const [average, without] = [yuan(whole.amountFen / whole.quantity), yuan(rest.amountFen / rest.quantity)];
  const quantity = mine.quantity.toString();
  return {
    ...{ kind: 'closing-mark', severity: 'severe', instrument: day.instrument, day: day.day },
    ...{ at: day.closedAt, subject: account, parties: party === undefined ? [] : [party], key: 'day' },
    facts: { quantity, lateQuantity: late.quantity.toString(), share, average, without, effect },
    told: {
      seen: {
        zh: `${account} 在最后 ${figures.minutes} 分钟成交 ${quantity}（${own.length} 笔），占该时段 ${share}；全日加权均价为 ${average} 元，剔除这些成交为 ${without} 元`,
        en: `${account} traded ${quantity} in the last ${figures.minutes} minutes (${own.length} trades), ${share} of what was traded then; the day's weighted average is ${average} yuan, without them ${without}`,
      },
      computed: {
        zh: `该时段占比达到 ${percent(BigInt(figures.shareBasisPoints))}，且使加权均价变动 ${effect}（不少于 ${percent(BigInt(figures.effectBasisPoints))}）`,
        en: `A share of at least ${percent(BigInt(figures.shareBasisPoints))} of those minutes, moving the weighted average by ${effect} (at least ${percent(BigInt(figures.effectBasisPoints))})`,
      },
    },
    evidence: [
      ...evidence('day', [day.day]),
      ...evidence(
        'trade',
        own.map(({ id }) => id),
      ),
    ],
  };
}
