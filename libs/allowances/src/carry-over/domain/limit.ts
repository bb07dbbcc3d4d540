import type { Text } from '@carbon/kernel';
import type { CarryOverJudgement, ComplianceRules } from '../../domain/index';
import { judgeCarryOver } from '../../domain/index';
import type { CarryOverScheme } from './figures';

/** What a holder sold and bought of the vintages in the trade window, whole tonnes. */
export interface TradeTotals {
  readonly soldT: bigint;
  readonly boughtT: bigint;
}

/** The position in the vintages at the moment that counts, whole tonnes (CAR-002). */
export interface CarryOverStock {
  readonly registryT: bigint;
  readonly exchangeT: bigint;
  readonly judicialT: bigint;
  /** In applications: it does not count. */
  readonly pendingT: bigint;
  /** Pledged, locked, or behind orders: neither available nor frozen by a court, so it does not count. */
  readonly otherT: bigint;
}

/** All that a holder's limit rests on. */
export interface CarryOverFacts {
  readonly holderId: string;
  /** By trades in this ledger. */
  readonly ledger: TradeTotals;
  /** As told by the exchange. */
  readonly declared: TradeTotals;
  /** Version of what was told; 0 for nothing. */
  readonly declaredVersion: number;
  readonly stock: CarryOverStock;
  /** Obligation years whose deadline was missed (CAR-005). */
  readonly missedYears: readonly number[];
}

export interface CarryOverLimit extends CarryOverFacts {
  readonly judgement: CarryOverJudgement;
}

/**
 * CAR-001, CAR-002: the limit of a holder, whether or not it may apply (CAR-005 is asked when it does).
 * @throws Refusal ALLOWANCES_NO_RULES
 */
export function limitOf(rules: ComplianceRules, facts: CarryOverFacts): CarryOverLimit {
  const { ledger, declared, stock } = facts;
  const judgement = judgeCarryOver(rules, {
    soldT: ledger.soldT + declared.soldT,
    boughtT: ledger.boughtT + declared.boughtT,
    positionT: stock.registryT + stock.exchangeT + stock.judicialT + stock.pendingT,
    judicialT: stock.judicialT,
    pendingT: stock.pendingT,
    onTime: true,
  });
  return { ...facts, judgement };
}

/** One step of how a limit comes about, for its holder. */
export interface LimitStep {
  readonly rule: string;
  readonly label: Text;
  /** The calculation with its numbers, e.g. `10000 + 19999 × 1.5`. */
  readonly calculation: string;
  readonly value: string;
}

/** The limit explained, in the order of the rule (CAR-001, CAR-002, CAR-008). */
export function explainLimit(scheme: CarryOverScheme, limit: CarryOverLimit): LimitStep[] {
  const { ledger, declared, stock, judgement: j } = limit;
  const sold = ledger.soldT + declared.soldT;
  const bought = ledger.boughtT + declared.boughtT;
  const step = (rule: string, zh: string, en: string, calculation: string, value: bigint): LimitStep => ({
    ...{ rule, calculation, value: value.toString(), label: { zh, en } },
  });
  const minimum = `min(${j.formulaT}, ${j.countedT})`;
  return [
    step('CAR-001', '卖出量', 'Sold', `${ledger.soldT} + ${declared.soldT}`, sold),
    step('CAR-001', '买入量', 'Bought', `${ledger.boughtT} + ${declared.boughtT}`, bought),
    step('CAR-001', '净卖出量', 'Net sold', `max(0, ${sold} − ${bought})`, j.netSoldT),
    step(
      ...(['CAR-001', '公式结转量（向下取整）', 'By the formula, rounded down'] as const),
      ...([`${scheme.baseT} + ${j.netSoldT} × ${scheme.rate}`, j.formulaT] as const),
    ),
    step(
      ...([
        'CAR-002',
        '持仓（登记可用 + 交易可用 + 司法冻结）',
        'Position (registry + exchange + judicial)',
      ] as const),
      ...([`${stock.registryT} + ${stock.exchangeT} + ${stock.judicialT}`, j.countedT] as const),
    ),
    step('CAR-001', '结转上限', 'Limit', minimum, j.limitT),
    step(
      ...(['CAR-008', '全部结转尚需卖出', 'Further sale with which all could be carried over'] as const),
      ...([`${j.countedT} − x ≤ ${scheme.baseT} + ${scheme.rate} × max(0, ${sold - bought} + x)`] as const),
      j.extraSaleForAllT,
    ),
  ];
}
