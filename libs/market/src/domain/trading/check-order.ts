import type { TradeMethod } from '@carbon/rules/domain';
import { yuanOf } from './fen';
import { feesOn } from './fees';
import type { OrderRefusal } from './order-refusal';
import type { PriceBand } from './price-band';
import type { TradingRules } from './trading-rules';

/** An order, and what it is judged by. What is undefined is not judged. */
export interface OrderFacts {
  readonly method: TradeMethod;
  readonly side: 'buy' | 'sell';
  readonly priceFen: bigint;
  readonly quantity: bigint;
  /** Whether the market takes orders of the method now: `isOpen`, asked once for many orders. */
  readonly open: boolean;
  /** `priceBand` of the instrument's day. */
  readonly band: PriceBand | undefined;
  readonly holderKind?: string | undefined;
  /** Units that a seller has available. */
  readonly availableT?: bigint | undefined;
  /** TRD-010: of those, what it may not sell yet. */
  readonly boughtTodayT?: bigint | undefined;
  /** Fen that a buyer has available. */
  readonly availableFen?: bigint | undefined;
}

const NONE: readonly OrderRefusal[] = Object.freeze([]);

/** Every rule that an order breaks (TRD-001 to TRD-012, CCT-001, ETS-006), none where it may stand. */
export function checkOrder(rules: TradingRules, facts: OrderFacts): readonly OrderRefusal[] {
  const { method, side, priceFen, quantity, band } = facts;
  const own = rules.of(method);
  const { size } = own;
  // the usual order breaks nothing, and is told so without making a list
  let found: OrderRefusal[] | undefined;
  const refuse = (rule: string, field: OrderRefusal['field'], zh: string, en: string) =>
    (found ??= []).push({ rule, field, message: { zh, en } });

  if (!rules.methods.includes(method)) (found ??= []).push(methodNotOffered(rules, method));
  if (facts.holderKind !== undefined && !rules.holderKinds.has(facts.holderKind))
    (found ??= []).push(holderMayNotTrade(rules, facts.holderKind));
  if (!facts.open)
    refuse(
      own.ruleOf.sessions,
      'at',
      '不在该交易方式的交易时段内',
      'The market is closed for this method at that time',
    );
  if (priceFen <= 0n || priceFen % rules.tickFen !== 0n) (found ??= []).push(offTick(rules));
  if (band !== undefined && (priceFen < band.lowFen || priceFen > band.highFen))
    refuse(
      own.ruleOf.band,
      'price',
      `价格应在 ${yuanOf(band.lowFen)} 至 ${yuanOf(band.highFen)} 元之间`,
      `The price must lie between ${yuanOf(band.lowFen)} and ${yuanOf(band.highFen)} yuan`,
    );
  if (quantity <= 0n || quantity % rules.lot !== 0n) (found ??= []).push(offLot(rules));
  if (size.fromT !== undefined && quantity < size.fromT)
    refuse(
      own.ruleOf.size,
      'quantity',
      `单笔数量不得少于 ${size.fromT} 吨`,
      `An order of this method is of at least ${size.fromT} t`,
    );
  if (size.belowT !== undefined && quantity >= size.belowT)
    refuse(
      own.ruleOf.size,
      'quantity',
      `单笔数量应少于 ${size.belowT} 吨`,
      `An order of this method is of less than ${size.belowT} t`,
    );
  const short = side === 'sell' ? shortOfUnits(rules, facts) : shortOfMoney(rules, facts);
  if (short !== undefined) (found ??= []).push(short);
  return found ?? NONE;
}

export const methodNotOffered = (rules: TradingRules, method: TradeMethod): OrderRefusal => ({
  rule: rules.ruleOf.methods,
  field: 'method',
  message: {
    zh: `市场 ${rules.market} 不采用该交易方式（${method}）`,
    en: `The market ${rules.market} does not trade by this method (${method})`,
  },
});

export const holderMayNotTrade = (rules: TradingRules, kind: string): OrderRefusal => ({
  rule: rules.ruleOf.holderKinds,
  field: 'holderKind',
  message:
    kind === 'resident'
      ? {
          zh: `自然人不得在市场 ${rules.market} 交易`,
          en: `Natural persons may not trade in ${rules.market}`,
        }
      : {
          zh: `此类主体（${kind}）不得在市场 ${rules.market} 交易`,
          en: `A holder of this kind (${kind}) may not trade in ${rules.market}`,
        },
});

export const offTick = (rules: TradingRules): OrderRefusal => ({
  rule: rules.ruleOf.tick,
  field: 'price',
  message: {
    zh: `价格应为 ${yuanOf(rules.tickFen)} 元的整数倍`,
    en: `The price must be a multiple of ${yuanOf(rules.tickFen)} yuan above 0`,
  },
});

export const offLot = (rules: TradingRules): OrderRefusal => ({
  rule: rules.ruleOf.lot,
  field: 'quantity',
  message: {
    zh: `数量应为 ${rules.lot} 吨的整数倍`,
    en: `The quantity must be a multiple of ${rules.lot} t above 0`,
  },
});

/** TRD-011, and TRD-010 for units that are there but were bought too lately. */
function shortOfUnits(rules: TradingRules, facts: OrderFacts): OrderRefusal | undefined {
  const { quantity, availableT, boughtTodayT = 0n } = facts;
  if (availableT === undefined) return undefined;
  if (quantity > availableT) {
    return {
      rule: 'TRD-011',
      field: 'quantity',
      message: { zh: `可用数量为 ${availableT} 吨`, en: `Only ${availableT} t are available` },
    };
  }
  if (rules.resaleDays === 0 || quantity <= availableT - boughtTodayT) return undefined;
  const free = availableT > boughtTodayT ? availableT - boughtTodayT : 0n;
  return {
    rule: rules.ruleOf.resale,
    field: 'quantity',
    message: {
      zh: `近期买入的 ${boughtTodayT} 吨尚不得卖出，可卖 ${free} 吨`,
      en: `${boughtTodayT} t were bought too lately to be sold; ${free} t may be`,
    },
  };
}

/** TRD-011: the amount with the buyer's fee. */
function shortOfMoney(rules: TradingRules, facts: OrderFacts): OrderRefusal | undefined {
  if (facts.availableFen === undefined) return undefined;
  const amountFen = facts.priceFen * facts.quantity;
  const needed = amountFen + feesOn(rules, amountFen).buyerFen;
  if (needed <= facts.availableFen) return undefined;
  const [has, needs] = [yuanOf(facts.availableFen), yuanOf(needed)];
  return {
    rule: 'TRD-011',
    field: 'quantity',
    message: {
      zh: `需要资金 ${needs} 元，可用 ${has} 元`,
      en: `It needs ${needs} yuan; ${has} are available`,
    },
  };
}
