import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { CancelledOrder, TradeRow } from '../rows';
import { clock } from '../words';

const MINUTE_MS = 60_000;

/** A trade, seen from one of its sides. */
interface Side {
  readonly trade: TradeRow;
  readonly side: 'buy' | 'sell';
  readonly account: string;
}

/**
 * Many orders of an account on one side, placed before a trade of it on the other and cancelled shortly after, together far
 * larger than that trade. Complete with the cancellation that passes the last line. An account that cancels on both sides
 * alike moves its quotes, as a market maker does, and is not meant.
 */
export function layering(
  {
    trades,
    cancelled,
  }: { readonly trades: readonly TradeRow[]; readonly cancelled: readonly CancelledOrder[] },
  span: Span,
  { layering: figures }: Pick<SurveillanceFigures, 'layering'>,
): Finding[] {
  const orders = grouped(cancelled, ({ instrument, trader }) => `${instrument} ${trader.account}`);
  const sides = grouped(trades.flatMap(sidesOf), ({ trade, account }) => `${trade.instrument} ${account}`);
  return [...orders].flatMap(([key, own]) =>
    judgeAll(sides.get(key) ?? [], own, figures).filter(({ at }) => within(span, at)),
  );
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const byCancel = (a: CancelledOrder, b: CancelledOrder) =>
  a.cancelledAt.getTime() - b.cancelledAt.getTime() || (a.id < b.id ? -1 : 1);

const sidesOf = (trade: TradeRow): Side[] => [
  { trade, side: 'sell', account: trade.seller.account },
  { trade, side: 'buy', account: trade.buyer.account },
];

/** Each trade of an account against the orders that rested when it was made: one pass through time. */
function judgeAll(
  sides: readonly Side[],
  own: readonly CancelledOrder[],
  figures: SurveillanceFigures['layering'],
): Finding[] {
  const inTurn = [...sides].sort((a, b) => a.trade.at.getTime() - b.trade.at.getTime());
  const placed = [...own].sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
  let next = 0;
  let resting: CancelledOrder[] = [];
  return inTurn.flatMap((side) => {
    const at = side.trade.at.getTime();
    for (
      let order = placed[next];
      order !== undefined && order.placedAt.getTime() <= at;
      order = placed[++next]
    )
      resting.push(order);
    resting = resting.filter(({ cancelledAt }) => cancelledAt.getTime() > at);
    const until = at + figures.cancelWithinMinutes * MINUTE_MS;
    const since = at - figures.placedWithinMinutes * MINUTE_MS;
    const soonGone = resting.filter(
      ({ placedAt, cancelledAt }) => placedAt.getTime() >= since && cancelledAt.getTime() <= until,
    );
    if (soonGone.length < figures.minOrders) return [];
    const found = judge(side, soonGone.sort(byCancel), figures);
    return found === undefined ? [] : [found];
  });
}

/** One trade, and the orders that rested at it and were cancelled soon after, in the order of their cancellation. */
function judge(
  { trade, side, account }: Side,
  soonGone: readonly CancelledOrder[],
  figures: SurveillanceFigures['layering'],
): Finding | undefined {
  const layers: CancelledOrder[] = [];
  let layered = 0n;
  let ownSide = 0n;
  for (const order of soonGone) {
    if (order.side === side) {
      ownSide += order.left;
      continue;
    }
    layers.push(order);
    layered += order.left;
    const many = layers.length >= figures.minOrders;
    const large = layered >= BigInt(figures.timesTrade) * trade.quantity;
    if (many && large && layered >= BigInt(figures.timesOwnSide) * ownSide)
      return told({ trade, side, account }, { layers, layered, ownSide }, order.cancelledAt, figures);
  }
  return undefined;
}

const SIDES = { buy: { zh: '买', en: 'buy' }, sell: { zh: '卖', en: 'sell' } } as const;

function told(
  { trade, side, account }: Side,
  {
    layers,
    layered,
    ownSide,
  }: { readonly layers: readonly CancelledOrder[]; readonly layered: bigint; readonly ownSide: bigint },
  at: Date,
  figures: SurveillanceFigures['layering'],
): Finding {
  const words = { mine: SIDES[side], other: SIDES[side === 'buy' ? 'sell' : 'buy'] };
  const party = side === 'buy' ? trade.buyer : trade.seller;
  const [number, quantity] = [trade.id.toString(), trade.quantity.toString()];
  const ids = layers.map(({ id }) => id);
  return {
    ...{ kind: 'layering', severity: 'severe', instrument: trade.instrument, day: trade.day, at },
    ...{ subject: account, parties: [party], key: `trade:${number}:${side}` },
    facts: {
      ...{ trade: number, side, quantity, orders: layers.length },
      ...{ cancelled: layered.toString(), cancelledOwnSide: ownSide.toString() },
    },
    told: {
      seen: {
        zh: `${account} 于 ${clock(trade.at)} ${words.mine.zh}方成交 ${quantity}（成交 ${number}），随后至 ${clock(at)} 撤销此前的 ${layers.length} 笔${words.other.zh}单，合计 ${layered.toString()}（委托 ${ids.slice(0, 10).join('、')}${ids.length > 10 ? '等' : ''}）`,
        en: `${account} had a ${words.mine.en} of ${quantity} done at ${clock(trade.at)} (trade ${number}) and by ${clock(at)} had cancelled ${layers.length} ${words.other.en} orders placed before it, ${layered.toString()} units together (orders ${ids.slice(0, 10).join(', ')}${ids.length > 10 ? ' and more' : ''})`,
      },
      computed: {
        zh: `成交前 ${figures.placedWithinMinutes} 分钟内申报、成交后 ${figures.cancelWithinMinutes} 分钟内撤销的反向委托：不少于 ${figures.minOrders} 笔，未成交量不少于该成交的 ${figures.timesTrade} 倍，且不少于同向撤单量（${ownSide.toString()}）的 ${figures.timesOwnSide} 倍`,
        en: `Orders of the other side placed within ${figures.placedWithinMinutes} minutes before the trade and cancelled within ${figures.cancelWithinMinutes} after it: at least ${figures.minOrders}, their open quantity at least ${figures.timesTrade} times the trade and ${figures.timesOwnSide} times what was cancelled on the trade's own side (${ownSide.toString()})`,
      },
    },
    evidence: [...evidence('trade', [trade.id]), ...evidence('order', ids)],
  };
}
