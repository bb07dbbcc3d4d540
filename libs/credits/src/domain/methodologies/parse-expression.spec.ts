import fc from 'fast-check';
import { divides, type Expression, ExpressionError, namesIn } from './expression';
import { MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_LENGTH, parseExpression } from './parse-expression';

/** An expression as text with every bracket, to see how it was read. */
function shown(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'name':
      return expression.name;
    case 'negate':
      return `(-${shown(expression.operand)})`;
    case 'not':
      return `(not ${shown(expression.operand)})`;
    case 'binary':
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`;
    case 'call':
      return `${expression.callee}(${expression.parts.map(shown).join(', ')})`;
  }
}

function faultOf(text: string): string | undefined {
  try {
    parseExpression(text);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error.fault;
    throw error;
  }
}

describe('the language of methodologies', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b / c', '((a / b) / c)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['-a * -b', '((-a) * (-b))'],
    ['a > 30 or b > 30 and not c', '((a > 30) or ((b > 30) and (not c)))'],
    ['a + 1 <= b', '((a + 1) <= b)'],
    ['if(a >= b, min(a, 0.5), max(1, b, c))', 'if((a >= b), min(a, 0.5), max(1, b, c))'],
    ['  sum( x ) ', 'sum(x)'],
  ])('%s is %s', (text, expected) => {
    expect(shown(parseExpression(text))).toBe(expected);
  });

  it.each([
    '',
    '   ',
    '+',
    'a +',
    'a b',
    '1 2',
    '1.2.3',
    '1e5',
    '12kg',
    'a < b < c',
    '(a',
    'a)',
    'min(a)',
    'if(a, b)',
    'sum(a, b)',
    'sum',
    'min',
    'and',
    'a and',
    'not',
    'a % b',
    'a; b',
    'a.b',
    'x[0]',
    '"a"',
    'constructor(a)',
    '١',
  ])('%j is refused as syntax', (text) => {
    expect(faultOf(text)).toBe('syntax');
  });

  it('depth and length have limits, reached and passed', () => {
    const nested = (depth: number) => '('.repeat(depth) + 'a' + ')'.repeat(depth);
    expect(faultOf(nested(MAX_EXPRESSION_DEPTH))).toBeUndefined();
    expect(faultOf(nested(MAX_EXPRESSION_DEPTH + 1))).toBe('depth');
    expect(faultOf('-'.repeat(MAX_EXPRESSION_DEPTH + 1) + 'a')).toBe('depth');
    expect(faultOf('not '.repeat(MAX_EXPRESSION_DEPTH + 1) + 'a')).toBe('depth');
    expect(faultOf('a' + ' + a'.repeat((MAX_EXPRESSION_LENGTH - 1) / 4))).toBeUndefined();
    expect(faultOf('a'.repeat(MAX_EXPRESSION_LENGTH + 1))).toBe('length');
  });

  it('whatever text comes in, it is read or refused with its own error', () => {
    const word = fc.constantFrom(
      'a',
      'min',
      'if',
      'sum',
      'and',
      'or',
      'not',
      '(',
      ')',
      ',',
      '+',
      '-',
      '/',
      '<',
      '1',
      ' ',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(word, { maxLength: 400 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (given) => {
        expect(['syntax', 'length', 'depth', undefined]).toContain(faultOf(given));
      }),
      { numRuns: 2_000 },
    );
  });

  it('what is read, shown and read again is the same', () => {
    const leaf = fc.oneof(
      fc.constantFrom('a', 'b', 'exportMwh'),
      fc.tuple(fc.nat(), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`),
    );
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        leaf,
        fc
          .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/'), tie('expression'))
          .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
        fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `max(${left}, ${right})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        if (text.length > MAX_EXPRESSION_LENGTH) return;
        const once = shown(parseExpression(text));
        expect(shown(parseExpression(once))).toBe(once);
      }),
    );
  });

  it('tells its names and whether it divides', () => {
    const expression = parseExpression('sum(a * b) / c + a');
    expect(namesIn(expression)).toEqual(['a', 'b', 'c']);
    expect(divides(expression)).toBe(true);
    expect(divides(parseExpression('a * b'))).toBe(false);
  });
});
