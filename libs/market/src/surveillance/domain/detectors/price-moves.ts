import { addDays, type ChinaDate } from '@carbon/kernel';
import { evidence, type Finding, type Span, within } from '../finding';
import type { SurveillanceFigures } from '../../../domain/trading/surveillance-rules';
import { type ClosedDay, makesPrice, type TradeRow } from '../rows';
import { atLeast, away, basisPoints, percent, yuan } from '../words';

/** What the trades of an instrument's day are measured against. */
export interface DayStart {
  readonly instrument: string;
  readonly day: ChinaDate;
  readonly previousCloseFen: bigint;
  /** The last day before on which it was traded; a reference price nobody ever traded at tells nothing. */
  readonly tradedBefore: ChinaDate | undefined;
}

export interface PriceRows {
  /** Those of the span, and of its day at least `recentTrades` an instrument before it: averages reach back. */
  readonly trades: readonly TradeRow[];
  readonly starts: readonly DayStart[];
  readonly closed: readonly ClosedDay[];
}

/**
 * Trades far from the previous close (once a day, instrument and direction) or from the weighted average of the trades just
 * before them, and closes far from the one before. The first trade of a thin market says nothing: neither a close older than
 * `freshDays` nor fewer than `recentTrades` trades are compared with.
 */
export function priceMoves(
  { trades, starts, closed }: PriceRows,
  span: Span,
  { priceMove }: Pick<SurveillanceFigures, 'priceMove'>,
): Finding[] {
  const startOf = new Map(starts.map((start) => [start.instrument, start]));
  const byInstrument = new Map<string, TradeRow[]>();
  for (const trade of trades.filter(makesPrice)) {
    const list = byInstrument.get(trade.instrument);
    if (list === undefined) byInstrument.set(trade.instrument, [trade]);
    else list.push(trade);
  }
  const ofTrades = [...byInstrument].flatMap(([instrument, list]) => {
    list.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
    const start = startOf.get(instrument);
    return [
      ...(start === undefined ? [] : fromClose(list, start, span, priceMove)),
      ...fromRecent(list, span, priceMove),
    ];
  });
  return [...ofTrades, ...closed.flatMap((day) => ofClose(day, span, priceMove))];
}

type Figures = SurveillanceFigures['priceMove'];

const isFresh = ({ day, tradedBefore }: Pick<DayStart, 'day' | 'tradedBefore'>, { freshDays }: Figures) =>
  tradedBefore !== undefined && addDays(tradedBefore, freshDays) >= day;

const direction = (price: bigint, from: bigint): 'up' | 'down' => (price > from ? 'up' : 'down');

/** The first trade beyond the line, each way; its key has the day tell it once. */
function fromClose(list: readonly TradeRow[], start: DayStart, span: Span, figures: Figures): Finding[] {
  if (!isFresh(start, figures)) return [];
  const from = start.previousCloseFen;
  const line = BigInt(figures.fromCloseBasisPoints);
  return (['up', 'down'] as const).flatMap((way) => {
    const first = list.find(
      ({ priceFen }) =>
        direction(priceFen, from) === way &&
        atLeast(away(priceFen, from), figures.fromCloseBasisPoints, from),
    );
    if (first === undefined || !within(span, first.at)) return [];
    const moved = percent(basisPoints(away(first.priceFen, from), from));
    const arrow = way === 'up' ? { zh: '高于', en: 'above' } : { zh: '低于', en: 'below' };
    const [id, price, close] = [first.id.toString(), yuan(first.priceFen), yuan(from)];
    return [
      move(
        first,
        `previous-close:${way}`,
        { from: from.toString(), moved, way },
        evidence('trade', [first.id]),
        {
          seen: {
            zh: `成交 ${id} 单价 ${price} 元，${arrow.zh}前收盘价 ${close} 元 ${moved}`,
            en: `Trade ${id} at ${price} yuan is ${moved} ${arrow.en} the previous close of ${close} yuan`,
          },
          computed: {
            zh: `当日首笔偏离前收盘价达 ${percent(line)} 的成交；前一交易日不早于 ${figures.freshDays} 日前`,
            en: `The day's first trade at least ${percent(line)} from the previous close, which is at most ${figures.freshDays} days old`,
          },
        },
      ),
    ];
  });
}

function fromRecent(list: readonly TradeRow[], span: Span, figures: Figures): Finding[] {
  const { recentTrades: count } = figures;
  const line = BigInt(figures.fromRecentBasisPoints);
  return list.flatMap((trade, at) => {
    if (at < count || !within(span, trade.at)) return [];
    const before = list.slice(at - count, at);
    const quantity = before.reduce((all, one) => all + one.quantity, 0n);
    const amount = before.reduce((all, one) => all + one.quantity * one.priceFen, 0n);
    // the price against amount / quantity, without dividing
    if (!atLeast(away(trade.priceFen * quantity, amount), figures.fromRecentBasisPoints, amount)) return [];
    const moved = percent(basisPoints(away(trade.priceFen * quantity, amount), amount));
    const [id, price, average] = [trade.id.toString(), yuan(trade.priceFen), yuan(amount / quantity)];
    const way = direction(trade.priceFen * quantity, amount);
    return [
      move(
        trade,
        `recent:${id}`,
        { average, moved, way },
        evidence(
          'trade',
          [...before, trade].map((one) => one.id),
        ),
        {
          seen: {
            zh: `成交 ${id} 单价 ${price} 元，偏离此前 ${count} 笔成交均价 ${average} 元 ${moved}`,
            en: `Trade ${id} at ${price} yuan is ${moved} from the average of the ${count} trades before it, ${average} yuan`,
          },
          computed: {
            zh: `与当日此前 ${count} 笔成交的数量加权均价相比，达到 ${percent(line)}`,
            en: `Against the average, weighted by quantity, of the ${count} trades before it on that day: at least ${percent(line)}`,
          },
        },
      ),
    ];
  });
}

function ofClose(closed: ClosedDay, span: Span, figures: Figures): Finding[] {
  const { closeFen, previousCloseFen: from } = closed;
  const line = BigInt(figures.closeBasisPoints);
  if (!within(span, closed.closedAt) || !isFresh(closed, figures)) return [];
  if (!atLeast(away(closeFen, from), figures.closeBasisPoints, from)) return [];
  const moved = percent(basisPoints(away(closeFen, from), from));
  const at = { instrument: closed.instrument, day: closed.day, at: closed.closedAt };
  return [
    move(
      at,
      'close',
      { from: from.toString(), moved, way: direction(closeFen, from) },
      evidence('day', [closed.day]),
      {
        seen: {
          zh: `收盘价 ${yuan(closeFen)} 元，与前收盘价 ${yuan(from)} 元相差 ${moved}`,
          en: `The close of ${yuan(closeFen)} yuan is ${moved} from the previous one, ${yuan(from)} yuan`,
        },
        computed: {
          zh: `收盘价与前收盘价相比，达到 ${percent(line)}`,
          en: `The close against the previous close: at least ${percent(line)}`,
        },
      },
    ),
  ];
}

const move = (
  { instrument, day, at }: Pick<TradeRow, 'instrument' | 'day' | 'at'>,
  key: string,
  facts: Finding['facts'],
  rows: Finding['evidence'],
  told: Finding['told'],
): Finding => ({
  ...{ kind: 'price-move', severity: 'notable', instrument, day, at },
  ...{ subject: instrument, parties: [], key, facts, told, evidence: rows },
});
