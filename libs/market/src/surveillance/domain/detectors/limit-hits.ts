import { evidence, type Finding, type Span, within } from '../finding';
import type { TradeRow } from '../rows';
import { yuan } from '../words';

/** TRD-005, TRD-006: the lowest and highest price of a day for one method. */
export interface DayBand {
  readonly instrument: string;
  readonly method: string;
  readonly lowFen: bigint;
  readonly highFen: bigint;
}

/** The first trade of the span at each edge of the day's band; its key has the day tell it once. */
export function limitHits(
  { trades, bands }: { readonly trades: readonly TradeRow[]; readonly bands: readonly DayBand[] },
  span: Span,
): Finding[] {
  const inOrder = [...trades].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  return bands.flatMap((band) =>
    (['up', 'down'] as const).flatMap((way) => {
      const edge = way === 'up' ? band.highFen : band.lowFen;
      const first = inOrder.find(
        ({ instrument, method, priceFen }) =>
          instrument === band.instrument &&
          method === band.method &&
          (way === 'up' ? priceFen >= edge : priceFen <= edge),
      );
      return first === undefined || !within(span, first.at) ? [] : [hit(first, way, band)];
    }),
  );
}

function hit(trade: TradeRow, way: 'up' | 'down', { method, lowFen, highFen }: DayBand): Finding {
  const edge = way === 'up' ? { zh: '涨幅', en: 'highest' } : { zh: '跌幅', en: 'lowest' };
  const [id, price] = [trade.id.toString(), yuan(trade.priceFen)];
  return {
    ...{ kind: 'limit-hit', severity: 'notable', instrument: trade.instrument, day: trade.day, at: trade.at },
    ...{ subject: trade.instrument, parties: [], key: `${method}:${way}` },
    facts: { method, way, trade: id, lowFen: lowFen.toString(), highFen: highFen.toString() },
    told: {
      seen: {
        zh: `成交 ${id} 单价 ${price} 元，触及当日${edge.zh}限制`,
        en: `Trade ${id} at ${price} yuan stands at the ${edge.en} price allowed that day`,
      },
      computed: {
        zh: `当日首笔触及限制的成交；${method} 当日价格范围为 ${yuan(lowFen)} 至 ${yuan(highFen)} 元`,
        en: `The first trade of the day at that edge; the band of the method ${method} is ${yuan(lowFen)} to ${yuan(highFen)} yuan`,
      },
    },
    evidence: evidence('trade', [trade.id]),
  };
}
