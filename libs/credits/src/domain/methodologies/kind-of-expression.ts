import { type Expression, ExpressionError, type FunctionName } from './expression';
import { NO_UNIT, sameUnit, timesUnit, type Unit, unitText } from './unit';

/** What an expression is: yes or no, or a number in a unit. `any` is a literal zero, which is zero of every unit. */
export type Kind = 'boolean' | 'any' | Unit;

export interface NamedFigure {
  readonly kind: 'boolean' | Unit;
  /** Has a value for each month: stands under `sum`, or in a monthly step. */
  readonly monthly: boolean;
}

/**
 * What an expression is, before anything is computed: every name known, units that fit, months summed.
 * @param monthly whether the expression is itself computed for each month
 * @throws ExpressionError `unknown-name`, `unit` or `month`
 */
export function kindOfExpression(
  expression: Expression,
  names: ReadonlyMap<string, NamedFigure>,
  monthly: boolean,
): Kind {
  const kindOf = (part: Expression): Kind => kindOfExpression(part, names, monthly);
  switch (expression.kind) {
    case 'number':
      return /^0+(\.0+)?$/.test(expression.text) ? 'any' : NO_UNIT;
    case 'name':
      return kindOfName(expression.name, names, monthly);
    case 'not':
      return boolean(kindOf(expression.operand), 'not');
    case 'negate':
      return number(kindOf(expression.operand), '-');
    case 'binary': {
      const [left, right] = [kindOf(expression.left), kindOf(expression.right)];
      return kindOfBinary(expression.operator, left, right);
    }
    case 'call':
      return expression.callee === 'sum'
        ? kindOfSum(expression.parts, names, monthly)
        : kindOfCall(expression.callee, expression.parts.map(kindOf));
  }
}

function kindOfName(name: string, names: ReadonlyMap<string, NamedFigure>, monthly: boolean): Kind {
  const figure = names.get(name);
  if (figure === undefined) throw new ExpressionError('unknown-name', `names ${name}, which is not known`);
  if (figure.monthly && !monthly) {
    throw new ExpressionError('month', `names ${name} of each month outside of sum`);
  }
  return figure.kind;
}

function kindOfSum(
  parts: readonly Expression[],
  names: ReadonlyMap<string, NamedFigure>,
  monthly: boolean,
): Kind {
  const [part] = parts;
  if (part === undefined) throw new ExpressionError('syntax', 'sum takes one part');
  if (monthly) throw new ExpressionError('month', 'sums over months what is of one month');
  return number(kindOfExpression(part, names, true), 'sum');
}

function kindOfCall(callee: Exclude<FunctionName, 'sum'>, kinds: readonly Kind[]): Kind {
  if (callee !== 'if') return kinds.reduce((left, right) => together(left, right, callee));
  const [condition, then, otherwise] = kinds;
  if (condition === undefined || then === undefined || otherwise === undefined) {
    throw new ExpressionError('syntax', 'if takes three parts');
  }
  boolean(condition, 'if');
  return together(then, otherwise, 'if');
}

function kindOfBinary(operator: string, left: Kind, right: Kind): Kind {
  switch (operator) {
    case 'and':
    case 'or':
      boolean(left, operator);
      return boolean(right, operator);
    case '+':
    case '-':
      return together(left, right, operator);
    case '*':
    case '/':
      return timesUnit(bare(left, operator), bare(right, operator), operator === '*' ? 1 : -1);
    default:
      together(left, right, operator);
      return 'boolean';
  }
}

function together(left: Kind, right: Kind, operator: string): Kind {
  const [one, other] = [number(left, operator), number(right, operator)];
  if (one === 'any') return other;
  if (other === 'any' || sameUnit(one, other)) return one;
  throw new ExpressionError('unit', `${operator} joins ${unitText(one)} and ${unitText(other)}`);
}

function number(kind: Kind, operator: string): 'any' | Unit {
  if (kind === 'boolean') throw new ExpressionError('unit', `${operator} takes numbers, not yes or no`);
  return kind;
}

const bare = (kind: Kind, operator: string): Unit => {
  const unit = number(kind, operator);
  return unit === 'any' ? NO_UNIT : unit;
};

function boolean(kind: Kind, operator: string): Kind {
  if (kind !== 'boolean') throw new ExpressionError('unit', `${operator} takes yes or no, not numbers`);
  return kind;
}
