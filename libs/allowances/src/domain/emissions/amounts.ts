import { fault, type FieldFault } from '@carbon/kernel';
import type { Decimal } from 'decimal.js';
import { Exact } from './exact';
import type { UsedFigure } from './emission-result';
import type { ReportedFlow } from './report-content';

/** An amount with the figures it follows from. */
export interface Amount {
  readonly value: Decimal;
  readonly inputs: readonly UsedFigure[];
}

/**
 * F10a: what was used is the opening stock plus what was received minus the closing stock; or it is stated. Where both
 * are given they must agree.
 * @returns the amount, or what is wrong with the flow
 */
export function amountOf(flow: ReportedFlow, at: string): Amount | FieldFault {
  const { amount, openingStock, received, closingStock, unit } = flow;
  const stocks = [openingStock, received, closingStock];
  const stated = amount === undefined ? undefined : new Exact(amount);
  if (stocks.every((stock) => stock === undefined)) {
    if (stated === undefined) {
      return fault(`${at}.amount`, 'required', 'state the amount or the stocks', '应填写消耗量或库存');
    }
    return { value: stated, inputs: [{ name: 'amount', value: stated.toFixed(), unit }] };
  }
  if (openingStock === undefined || received === undefined || closingStock === undefined) {
    return fault(
      `${at}.closingStock`,
      'stocks',
      'opening stock, received and closing stock belong together',
      '期初库存、购入量与期末库存应同时填写',
    );
  }
  const used = new Exact(openingStock).plus(received).minus(closingStock);
  if (used.isNegative() && !used.isZero()) {
    return fault(
      `${at}.closingStock`,
      'stock-balance',
      'is more than the opening stock and what was received',
      '期末库存大于期初库存与购入量之和',
    );
  }
  if (stated !== undefined && !stated.equals(used)) {
    return fault(
      `${at}.amount`,
      'stock-balance',
      `is not what the stocks come to: ${used.toFixed()}`,
      `与库存平衡计算结果 ${used.toFixed()} 不符`,
    );
  }
  const inputs = [
    { name: 'openingStock', value: openingStock, unit },
    { name: 'received', value: received, unit },
    { name: 'closingStock', value: closingStock, unit },
    { name: 'amount', value: used.toFixed(), unit },
  ];
  return { value: used, inputs };
}
