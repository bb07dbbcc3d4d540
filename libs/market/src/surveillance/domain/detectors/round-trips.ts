import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import type { TradeRow } from '../rows';
import { away, basisPoints, percent, yuan } from '../words';

const MINUTE_MS = 60_000;

interface Direction {
  readonly quantity: bigint;
  readonly amountFen: bigint;
}

/**
 * Two accounts that traded an instrument in both directions within the window, at nearly one price, and ended nearly where
 * they began. Told at each trade that completes such a picture; whoever earns a spread on both sides is not meant.
 */
export function roundTrips(
  trades: readonly TradeRow[],
  span: Span,
  { roundTrip }: Pick<SurveillanceFigures, 'roundTrip'>,
): Finding[] {
  const pairs = new Map<string, TradeRow[]>();
  for (const trade of trades) {
    const key = `${trade.instrument} ${accountsOf(trade).join(' ')}`;
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, [trade]);
    else pair.push(trade);
  }
  return [...pairs.values()].flatMap((pair) => ofPair(pair.sort(byTime), span, roundTrip));
}

const accountsOf = ({ seller, buyer }: TradeRow): [string, string] =>
  seller.account < buyer.account ? [seller.account, buyer.account] : [buyer.account, seller.account];

const byTime = (a: TradeRow, b: TradeRow) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);

function ofPair(pair: readonly TradeRow[], span: Span, figures: SurveillanceFigures['roundTrip']): Finding[] {
  const findings: Finding[] = [];
  let first = 0;
  for (const [at, trade] of pair.entries()) {
    const since = trade.at.getTime() - figures.windowMinutes * MINUTE_MS;
    while ((pair[first]?.at.getTime() ?? since) < since) first += 1;
    if (!within(span, trade.at)) continue;
    const found = judge(pair.slice(first, at + 1), trade, figures);
    if (found !== undefined) findings.push(found);
  }
  return findings;
}

function judge(
  seen: readonly TradeRow[],
  last: TradeRow,
  figures: SurveillanceFigures['roundTrip'],
): Finding | undefined {
  const [one] = accountsOf(last);
  const there = sum(seen.filter(({ seller }) => seller.account === one));
  const back = sum(seen.filter(({ seller }) => seller.account !== one));
  if (there.quantity === 0n || back.quantity === 0n) return undefined;
  const gross = there.quantity + back.quantity;
  const net = away(there.quantity, back.quantity);
  if (gross < figures.minQuantity || net * 10_000n > BigInt(figures.netBasisPoints) * gross) return undefined;
  // averages of both directions, compared without dividing
  const [a, b] = [there.amountFen * back.quantity, back.amountFen * there.quantity];
  if (away(a, b) * 10_000n > BigInt(figures.priceGapBasisPoints) * (a < b ? a : b)) return undefined;
  return told(seen, last, { there, back, gross, net }, figures);
}

const sum = (trades: readonly TradeRow[]): Direction => ({
  quantity: trades.reduce((all, { quantity }) => all + quantity, 0n),
  amountFen: trades.reduce((all, { quantity, priceFen }) => all + quantity * priceFen, 0n),
});

function told(
  seen: readonly TradeRow[],
  last: TradeRow,
  {
    there,
    back,
    gross,
    net,
  }: { readonly there: Direction; readonly back: Direction; readonly gross: bigint; readonly net: bigint },
  figures: SurveillanceFigures['roundTrip'],
): Finding {
  const [one, other] = accountsOf(last);
  const average = ({ quantity, amountFen }: Direction) => yuan(amountFen / quantity);
  const quantities = [there.quantity.toString(), back.quantity.toString()] as const;
  return {
    ...{ kind: 'round-trip', severity: 'severe', instrument: last.instrument, day: last.day, at: last.at },
    ...{ subject: `${one} ${other}`, parties: [last.seller, last.buyer], key: `trade:${last.id.toString()}` },
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
        zh: `两方向合计不少于 ${figures.minQuantity.toString()}，净变动 ${percent(basisPoints(net, gross))}（上限 ${percent(BigInt(figures.netBasisPoints))}），两方向均价之差不超过 ${percent(BigInt(figures.priceGapBasisPoints))}`,
        en: `Both directions together at least ${figures.minQuantity.toString()}; the net is ${percent(basisPoints(net, gross))} of them (at most ${percent(BigInt(figures.netBasisPoints))}); the average prices lie within ${percent(BigInt(figures.priceGapBasisPoints))}`,
      },
    },
    evidence: evidence(
      'trade',
      seen.map(({ id }) => id),
    ),
  };
}
