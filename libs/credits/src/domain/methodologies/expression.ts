/** The small language of methodologies: exact decimals, comparisons, `and or not`, `min max if`, and `sum` over months. */
export type Expression =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negate' | 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly callee: FunctionName; readonly parts: readonly Expression[] };

export const COMPARISONS = ['<', '<=', '>', '>=', '=', '!='] as const;
export type Comparison = (typeof COMPARISONS)[number];
export type Arithmetic = '+' | '-' | '*' | '/';
export type BinaryOperator = Arithmetic | Comparison | 'and' | 'or';

/** How many parts each function takes, from and to. */
export const FUNCTIONS = { min: [2, 8], max: [2, 8], if: [3, 3], sum: [1, 1] } as const;
export type FunctionName = keyof typeof FUNCTIONS;

export const isFunctionName = (word: string): word is FunctionName => Object.hasOwn(FUNCTIONS, word);

/** Words that cannot name a figure. */
export const RESERVED_WORDS: readonly string[] = ['and', 'or', 'not', ...Object.keys(FUNCTIONS)];

export type ExpressionFault =
  'syntax' | 'length' | 'depth' | 'unknown-name' | 'unit' | 'division-by-zero' | 'month';

/** What is wrong with an expression; the only error that parsing, checking and evaluating one throws. */
export class ExpressionError extends Error {
  constructor(
    readonly fault: ExpressionFault,
    what: string,
  ) {
    super(what);
    this.name = 'ExpressionError';
  }
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
      return [];
    case 'negate':
    case 'not':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.parts;
  }
}

/** The expression and all within it, outside first. */
export function* walk(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* walk(part);
}

/** The names that an expression uses, each once, in the order they stand. */
export function namesIn(expression: Expression): readonly string[] {
  const names = [...walk(expression)].flatMap((part) => (part.kind === 'name' ? [part.name] : []));
  return [...new Set(names)];
}

/** Whether it divides: its value may then not end. */
export function divides(expression: Expression): boolean {
  return [...walk(expression)].some((part) => part.kind === 'binary' && part.operator === '/');
}
