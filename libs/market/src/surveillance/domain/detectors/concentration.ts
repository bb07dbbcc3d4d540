import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { ShareOfDay } from '../rows';
import { atLeast, basisPoints, percent } from '../words';

/**
 * Accounts with a large share of a closed day's volume: the greater of what they bought and sold. A day of few trades is thin
 * and tells nothing, nor does one large trade.
 */
export function concentration(
  shares: readonly ShareOfDay[],
  span: Span,
  { concentration: figures }: Pick<SurveillanceFigures, 'concentration'>,
): Finding[] {
  return shares.flatMap((share) => {
    const { day, bought, sold, trades, dayQuantity, dayTrades } = share;
    if (!within(span, day.closedAt) || dayQuantity <= 0n) return [];
    if (dayTrades < figures.minDayTrades || trades < figures.minOwnTrades) return [];
    const most = bought > sold ? bought : sold;
    return atLeast(most, figures.shareBasisPoints, dayQuantity) ? [found(share, most, figures)] : [];
  });
}

function found(
  { day, trader, bought, sold, trades, dayQuantity, dayTrades }: ShareOfDay,
  most: bigint,
  figures: SurveillanceFigures['concentration'],
): Finding {
  const share = percent(basisPoints(most, dayQuantity));
  const line = percent(BigInt(figures.shareBasisPoints));
  const [of, b, s] = [dayQuantity.toString(), bought.toString(), sold.toString()];
  return {
    ...{ kind: 'concentration', severity: 'notable', instrument: day.instrument, day: day.day },
    ...{ at: day.closedAt, subject: trader.account, parties: [trader], key: 'day' },
    facts: { bought: b, sold: s, dayQuantity: of, trades, dayTrades, share },
    told: {
      seen: {
        zh: `${trader.account} 当日买入 ${b}、卖出 ${s}（${trades} 笔），占当日成交量 ${of} 的 ${share}`,
        en: `${trader.account} bought ${b} and sold ${s} that day (${trades} trades): ${share} of the volume of ${of}`,
      },
      computed: {
        zh: `买入、卖出中较大者占形成价格的成交量之比，达到 ${line}；当日不少于 ${figures.minDayTrades} 笔，本账户不少于 ${figures.minOwnTrades} 笔`,
        en: `The greater of bought and sold, of the volume that makes the price: at least ${line}; on days of at least ${figures.minDayTrades} trades, ${figures.minOwnTrades} of them its own`,
      },
    },
    evidence: evidence('day', [day.day]),
  };
}
