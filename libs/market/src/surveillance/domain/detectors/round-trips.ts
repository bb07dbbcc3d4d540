import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { TradeRow } from '../rows';
import { atLeast, atMost, away, basisPoints, clock, percent, yuan } from '../words';

const MINUTE_MS = 60_000;

/** One way of a pair's trades. */
interface Direction {
  quantity: bigint;
  amountFen: bigint;
}

/** What two accounts traded with each other within the window: from the first by name to the other, and back. */
interface Pair {
  readonly there: Direction;
  readonly back: Direction;
  readonly trades: TradeRow[];
}

/**
 * Two accounts that traded an instrument in both directions within the window, at nearly one price, ended nearly where they
 * began, and had this for most of what one of them traded at all. Told once an hour, at the trade that completes the picture.
 * Whoever earns a spread on both sides is not meant, nor two who meet by chance in a busy market.
 */
export function roundTrips(
  trades: readonly TradeRow[],
  span: Span,
  { roundTrip }: Pick<SurveillanceFigures, 'roundTrip'>,
): Finding[] {
  const byInstrument = new Map<string, TradeRow[]>();
  for (const trade of trades) {
    const list = byInstrument.get(trade.instrument);
    if (list === undefined) byInstrument.set(trade.instrument, [trade]);
    else list.push(trade);
  }
  return [...byInstrument.values()].flatMap((list) => ofInstrument(list.sort(byTime), span, roundTrip));
}

const byTime = (a: TradeRow, b: TradeRow) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);

const accountsOf = ({ seller, buyer }: TradeRow): [string, string] =>
  seller.account < buyer.account ? [seller.account, buyer.account] : [buyer.account, seller.account];

const pairOf = (trade: TradeRow): string => accountsOf(trade).join(' ');

type Figures = SurveillanceFigures['roundTrip'];

/** One pass: what enters the window at its front leaves it at its back. */
function ofInstrument(list: readonly TradeRow[], span: Span, figures: Figures): Finding[] {
  const pairs = new Map<string, Pair>();
  const own = new Map<string, bigint>();
  const told = new Set<string>();
  const count = (trade: TradeRow, sign: 1n | -1n): Pair => {
    const [one] = accountsOf(trade);
    const pair = pairs.get(pairOf(trade)) ?? { there: nothing(), back: nothing(), trades: [] };
    pairs.set(pairOf(trade), pair);
    const way = trade.seller.account === one ? pair.there : pair.back;
    way.quantity += sign * trade.quantity;
    way.amountFen += sign * trade.quantity * trade.priceFen;
    for (const { account } of [trade.seller, trade.buyer])
      own.set(account, (own.get(account) ?? 0n) + sign * trade.quantity);
    return pair;
  };
  let oldest = 0;
  return list.flatMap((trade) => {
    const since = trade.at.getTime() - figures.windowMinutes * MINUTE_MS;
    for (let old = list[oldest]; old !== undefined && old.at.getTime() < since; old = list[++oldest])
      count(old, -1n).trades.shift();
    const pair = count(trade, 1n);
    pair.trades.push(trade);
    if (!within(span, trade.at)) return [];
    const ofTheirs = accountsOf(trade).map((account) => own.get(account) ?? 0n);
    const key = isRoundTrip(pair, ofTheirs, figures) ? `${pairOf(trade)} ${hourOf(trade)}` : undefined;
    if (key === undefined || told.has(key)) return [];
    told.add(key);
    return [found(pair, trade, figures)];
  });
}

const nothing = (): Direction => ({ quantity: 0n, amountFen: 0n });

const hourOf = ({ at }: TradeRow): string => clock(at).slice(0, 2);

function isRoundTrip({ there, back }: Pair, own: readonly bigint[], figures: Figures): boolean {
  if (there.quantity === 0n || back.quantity === 0n) return false;
  const gross = there.quantity + back.quantity;
  const net = away(there.quantity, back.quantity);
  if (gross < figures.minQuantity || !atMost(net, figures.netBasisPoints, gross)) return false;
  if (!own.some((all) => atLeast(gross, figures.ownShareBasisPoints, all))) return false;
  // averages of both directions, compared without dividing
  const [a, b] = [there.amountFen * back.quantity, back.amountFen * there.quantity];
  return atMost(away(a, b), figures.priceGapBasisPoints, a < b ? a : b);
}

function found({ there, back, trades: seen }: Pair, last: TradeRow, figures: Figures): Finding {
  const gross = there.quantity + back.quantity;
  const net = away(there.quantity, back.quantity);
  const [one, other] = accountsOf(last);
  const average = ({ quantity, amountFen }: Direction) => yuan(amountFen / quantity);
  const quantities = [there.quantity.toString(), back.quantity.toString()] as const;
  return {
    ...{ kind: 'round-trip', severity: 'severe', instrument: last.instrument, day: last.day, at: last.at },
    ...{ subject: `${one} ${other}`, parties: [last.seller, last.buyer], key: `hour:${hourOf(last)}` },
    facts: {
      ...{ trades: seen.length, there: quantities[0], back: quantities[1] },
      ...{ gross: gross.toString(), net: net.toString() },
    },
    told: {
      seen: {
        zh: `${figures.windowMinutes} 分钟内 ${seen.length} 笔成交：${one} 卖给 ${other} ${quantities[0]}（均价 ${average(there)} 元），又买回 ${quantities[1]}（均价 ${average(back)} 元），净变动 ${net.toString()}`,
        en: `${seen.length} trades within ${figures.windowMinutes} minutes: ${one} sold ${quantities[0]} to ${other} (${average(there)} yuan on average) and bought ${quantities[1]} back (${average(back)} yuan); ${net.toString()} remain changed`,
      },
      computed: {
        zh: `两方向合计不少于 ${figures.minQuantity.toString()}，净变动 ${percent(basisPoints(net, gross))}（上限 ${percent(BigInt(figures.netBasisPoints))}），两方向均价之差不超过 ${percent(BigInt(figures.priceGapBasisPoints))}，且占其中一方同期成交量不少于 ${percent(BigInt(figures.ownShareBasisPoints))}；每小时提示一次`,
        en: `Both directions together at least ${figures.minQuantity.toString()}; the net is ${percent(basisPoints(net, gross))} of them (at most ${percent(BigInt(figures.netBasisPoints))}); the average prices lie within ${percent(BigInt(figures.priceGapBasisPoints))}, and for one of the two it is at least ${percent(BigInt(figures.ownShareBasisPoints))} of all it traded then; told once an hour`,
      },
    },
    evidence: evidence(
      'trade',
      seen.map(({ id }) => id),
    ),
  };
}
