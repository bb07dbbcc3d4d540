import type { ComplianceRules } from '../../domain/index';
import type { CarryOverFacts } from './limit';
import { limitOf } from './limit';

/** What a further sale would come to (CAR-008). */
export interface CarryOverPlan {
  readonly extraSaleT: bigint;
  readonly limitT: bigint;
  /** What would be left and could not be carried over. */
  readonly leftT: bigint;
}

/** Sells `extraSaleT` more out of what is available, the exchange side first. */
export function planSale(rules: ComplianceRules, facts: CarryOverFacts, extraSaleT: bigint): CarryOverPlan {
  const { ledger, stock } = facts;
  const fromExchange = extraSaleT < stock.exchangeT ? extraSaleT : stock.exchangeT;
  const rest = extraSaleT - fromExchange;
  const fromRegistry = rest < stock.registryT ? rest : stock.registryT;
  const soldT = fromExchange + fromRegistry;
  const { judgement } = limitOf(rules, {
    ...facts,
    ledger: { ...ledger, soldT: ledger.soldT + soldT },
    stock: {
      ...stock,
      exchangeT: stock.exchangeT - fromExchange,
      registryT: stock.registryT - fromRegistry,
    },
  });
  const { limitT, countedT } = judgement;
  return { extraSaleT: soldT, limitT, leftT: countedT - limitT };
}
