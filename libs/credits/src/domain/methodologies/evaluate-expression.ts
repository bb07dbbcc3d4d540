import { Decimal } from 'decimal.js';
import { type BinaryOperator, type Expression, ExpressionError } from './expression';

/**
 * Decimals of methodologies. Sums and products of figures of at most 30 digits are exact in so many digits; only a
 * quotient may not end, and a step that divides says how it is rounded.
 */
export const Exact = Decimal.clone({ precision: 240, rounding: Decimal.ROUND_HALF_EVEN });

/** A number, yes or no, or unknown. */
export type Value = Decimal | boolean | undefined;

export interface Scope {
  /** The value of a name; undefined while it is not known. */
  readonly lookup: (name: string) => Value;
  /** One scope for each month of the period. */
  readonly months: readonly Scope[];
}

/**
 * The value of an expression that was checked. What is unknown stays unknown, unless the rest decides alone: unknown
 * `or` true is true, unknown `and` false is false (RULES.md trap 8: unknown never counts as fulfilled).
 * @throws ExpressionError `division-by-zero`
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number':
      return new Exact(expression.text);
    case 'name':
      return scope.lookup(expression.name);
    case 'not': {
      const operand = evaluate(expression.operand, scope);
      return operand === undefined ? undefined : operand === false;
    }
    case 'negate':
      return numberOf(evaluate(expression.operand, scope))?.negated();
    case 'binary':
      return binary(expression.operator, expression.left, expression.right, scope);
    case 'call':
      return call(expression, scope);
  }
}

function call({ callee, parts }: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
  const [first, second, third] = parts;
  if (callee === 'if' && first && second && third) {
    const condition = evaluate(first, scope);
    return condition === undefined ? undefined : evaluate(condition === true ? second : third, scope);
  }
  if (callee === 'sum' && first) {
    return overAll(
      scope.months.map((month) => evaluate(first, month)),
      (terms) => terms.reduce((total, term) => total.plus(term), new Exact(0)),
    );
  }
  return overAll(
    parts.map((part) => evaluate(part, scope)),
    (values) => (callee === 'min' ? Exact.min(...values) : Exact.max(...values)),
  );
}

/** Unknown when one of them is. */
function overAll(values: readonly Value[], join: (numbers: readonly Decimal[]) => Decimal): Value {
  const numbers = values.map(numberOf).filter((value) => value !== undefined);
  return numbers.length < values.length ? undefined : join(numbers);
}

function binary(operator: BinaryOperator, left: Expression, right: Expression, scope: Scope): Value {
  if (operator === 'and' || operator === 'or') {
    const decides = operator === 'or';
    const sides = [evaluate(left, scope), evaluate(right, scope)];
    if (sides.includes(decides)) return decides;
    return sides.includes(undefined) ? undefined : !decides;
  }
  const [one, other] = [numberOf(evaluate(left, scope)), numberOf(evaluate(right, scope))];
  return one === undefined || other === undefined ? undefined : joined(operator, one, other);
}

function joined(operator: Exclude<BinaryOperator, 'and' | 'or'>, one: Decimal, other: Decimal): Value {
  switch (operator) {
    case '+':
      return one.plus(other);
    case '-':
      return one.minus(other);
    case '*':
      return one.times(other);
    case '/':
      if (other.isZero()) throw new ExpressionError('division-by-zero', 'divides by zero');
      return one.dividedBy(other);
    case '<':
      return one.lessThan(other);
    case '<=':
      return one.lessThanOrEqualTo(other);
    case '>':
      return one.greaterThan(other);
    case '>=':
      return one.greaterThanOrEqualTo(other);
    case '=':
      return one.equals(other);
    case '!=':
      return !one.equals(other);
  }
}

function numberOf(value: Value): Decimal | undefined {
  return typeof value === 'boolean' ? undefined : value;
}
