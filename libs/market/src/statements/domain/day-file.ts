import type { ChinaDate, Text } from '@carbon/kernel';

/** A trade as the file of a day has it. Fen and whole units. */
export interface DayTrade {
  readonly trade: bigint;
  readonly at: Date;
  readonly instrument: string;
  readonly method: string;
  readonly priceFen: bigint;
  readonly quantity: bigint;
  readonly amountFen: bigint;
  readonly parties: DayTradeParties;
}

/** Who traded: for regulator and registry only. */
export interface DayTradeParties {
  readonly seller: string;
  readonly sellerAccount: string;
  readonly sellerFeeFen: bigint;
  readonly sellOrder: bigint | undefined;
  readonly buyer: string;
  readonly buyerAccount: string;
  readonly buyerFeeFen: bigint;
  readonly buyOrder: bigint | undefined;
  readonly reference: string | undefined;
  readonly transactionId: bigint;
  readonly rulePack: string;
}

interface Volume {
  readonly quantity: bigint;
  readonly amountFen: bigint;
}

/** What the market itself counted of an instrument's day. */
export interface DayFigureOf {
  readonly instrument: string;
  readonly openFen: bigint | undefined;
  readonly highFen: bigint | undefined;
  readonly lowFen: bigint | undefined;
  readonly closeFen: bigint | undefined;
  readonly previousCloseFen: bigint;
  readonly listed: Volume;
  readonly block: Volume;
  readonly auction: Volume;
}

/** TRD-014: under which of the public methods a way of trading counts. */
export const PUBLIC_METHODS = ['listed', 'block', 'auction'] as const;
export type PublicMethod = (typeof PUBLIC_METHODS)[number];

export function publicMethodOf(method: string): PublicMethod {
  if (method === 'listed' || method === 'continuous') return 'listed';
  return method === 'auction' ? 'auction' : 'block';
}

export interface DayFileFault {
  readonly instrument: string;
  readonly what: Text;
  readonly expected: string;
  readonly found: string;
}

export interface DayFacts {
  readonly market: string;
  readonly day: ChinaDate;
  readonly figures: readonly DayFigureOf[];
  readonly trades: readonly DayTrade[];
}

const none: Volume = { quantity: 0n, amountFen: 0n };
const plus = (a: Volume, b: Volume): Volume => ({
  ...{ quantity: a.quantity + b.quantity, amountFen: a.amountFen + b.amountFen },
});

/** All methods of an instrument together. */
export const wholeOf = ({ listed, block, auction }: Pick<DayFigureOf, PublicMethod>): Volume =>
  [listed, block, auction].reduce(plus, none);

/**
 * TRD-014: whether the trades of a day give what the market counted, by instrument and method; composite figures are sums of
 * these. Anything that does not agree is told.
 */
export function dayFileFaults({ figures, trades }: DayFacts): readonly DayFileFault[] {
  const told = new Map<string, Volume>();
  const key = (instrument: string, method: PublicMethod) => `${instrument}/${method}`;
  for (const { instrument, method, quantity, amountFen } of trades) {
    const at = key(instrument, publicMethodOf(method));
    told.set(at, plus(told.get(at) ?? none, { quantity, amountFen }));
  }
  const known = new Set(figures.map(({ instrument }) => instrument));
  const strangers = new Set(trades.map(({ instrument }) => instrument).filter((code) => !known.has(code)));
  return [
    ...figures.flatMap((figure) =>
      PUBLIC_METHODS.flatMap((method) => {
        const found = told.get(key(figure.instrument, method)) ?? none;
        const expected = figure[method];
        const same = found.quantity === expected.quantity && found.amountFen === expected.amountFen;
        return same
          ? []
          : [{ instrument: figure.instrument, what: SUMS, expected: words(expected), found: words(found) }];
      }),
    ),
    ...[...strangers].sort().map((instrument) => ({ instrument, what: NO_DAY, expected: '0', found: '1' })),
  ];
}

const words = ({ quantity, amountFen }: Volume) => `${quantity.toString()} / ${amountFen.toString()} fen`;

const SUMS: Text = {
  zh: '逐笔成交之和与当日行情统计不一致',
  en: 'The trades do not give what the market counted',
};
const NO_DAY: Text = {
  zh: '有成交，但没有当日行情',
  en: 'It was traded, but has no day of its own',
};
