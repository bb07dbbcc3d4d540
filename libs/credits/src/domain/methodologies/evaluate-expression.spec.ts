import { evaluate, Exact, type Scope, type Value } from './evaluate-expression';
import { ExpressionError } from './expression';
import { parseExpression } from './parse-expression';

const number = (text: string) => new Exact(text);
const scope = (values: Record<string, Value>, months: Record<string, Value>[] = []): Scope => ({
  lookup: (name) => values[name],
  months: months.map((month) => scope({ ...values, ...month })),
});
const valueOf = (text: string, given: Scope = scope({})) => {
  const value = evaluate(parseExpression(text), given);
  return typeof value === 'object' ? value.toFixed() : value;
};

describe('values of expressions', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['1 - 0.9', '0.1'],
    ['-2 * -3.5', '7'],
    ['7 / 8', '0.875'],
    ['min(3, 1, 2)', '1'],
    ['max(3, 10, 2)', '10'],
    ['if(1 < 2, 5, 6)', '5'],
    ['if(2 <= 1, 5, 6)', '6'],
  ])('%s = %s', (text, expected) => {
    expect(valueOf(text)).toBe(expected);
  });

  it.each([
    ['1 = 1.0', true],
    ['1 != 1', false],
    ['2 >= 3', false],
    ['3 > 2 and not 2 > 3', true],
    ['1 > 2 or 2 > 3', false],
  ])('%s is %s', (text, expected) => {
    expect(valueOf(text)).toBe(expected);
  });

  it('products of long figures stay exact to the last digit', () => {
    const long = '123456789012345678.123456789012';
    const product = valueOf('a * a * a', scope({ a: number(long) }));
    const digits = BigInt(long.replace('.', '')) ** 3n;
    expect(product?.toString().replace('.', '')).toBe(digits.toString());
  });

  it('a sum goes over the months, and may use figures of the period', () => {
    const months = [{ x: number('1.5') }, { x: number('2') }];
    expect(valueOf('sum(x * f)', scope({ f: number('10') }, months))).toBe('35');
    expect(valueOf('sum(x)')).toBe('0');
  });

  it('division by zero is told, and a branch that is not taken divides nothing', () => {
    expect(() => valueOf('1 / (2 - 2)')).toThrow(ExpressionError);
    expect(valueOf('if(0 = 0, 1, 1 / 0)')).toBe('1');
  });

  it.each([
    ['u > 30 or a > 30', true],
    ['a > 30 or u > 30', true],
    ['u > 30 or a < 30', undefined],
    ['u > 30 and a < 30', false],
    ['u > 30 and a > 30', undefined],
    ['not u > 30', undefined],
    ['if(u > 30, 1, 2)', undefined],
    ['min(u, 1)', undefined],
    ['-u', undefined],
    ['u + 1', undefined],
  ])('what is unknown stays unknown unless the rest decides: %s is %s', (text, expected) => {
    expect(valueOf(text, scope({ a: number('40') }))).toBe(expected);
  });
});
