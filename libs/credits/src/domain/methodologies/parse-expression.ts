import {
  type BinaryOperator,
  COMPARISONS,
  type Expression,
  ExpressionError,
  type FunctionName,
  FUNCTIONS,
  isFunctionName,
} from './expression';

/** Longest text and deepest nesting that is read. */
export const MAX_EXPRESSION_LENGTH = 1_000;
export const MAX_EXPRESSION_DEPTH = 32;

const TOKEN = /\s*(?:(\d{1,30}(?:\.\d{1,30})?)(?![\w.])|([A-Za-z][A-Za-z0-9]*)|(<=|>=|!=|[-+*/()<>=,]))/y;

interface Token {
  readonly kind: 'number' | 'word' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

function tokensOf(text: string): Token[] {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionError('length', `is longer than ${MAX_EXPRESSION_LENGTH} characters`);
  }
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const at = TOKEN.lastIndex;
    const [, number, word, sign] = TOKEN.exec(trimmed) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    else throw new ExpressionError('syntax', `has something unreadable at ${at}`);
  }
  return [...tokens, { kind: 'end', text: '', at: trimmed.length }];
}

/**
 * Reads an expression: `or` binds weakest, then `and`, `not`, one comparison, `+ -`, `* /`, a minus sign.
 * @throws ExpressionError `syntax`, `length` or `depth`, and nothing else
 */
export function parseExpression(text: string): Expression {
  return new Parser(tokensOf(text)).whole();
}

class Parser {
  private next = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.or();
    if (this.token.kind !== 'end') throw this.unexpected();
    return expression;
  }

  private get token(): Token {
    const token = this.tokens[this.next];
    if (token === undefined) throw new ExpressionError('syntax', 'ends too early');
    return token;
  }

  private or(): Expression {
    return this.chain(['or'], () => this.and());
  }

  private and(): Expression {
    return this.chain(['and'], () => this.not());
  }

  private not(): Expression {
    if (!this.took('not')) return this.comparison();
    return this.deeper(() => ({ kind: 'not', operand: this.not() }));
  }

  /** At most one: `a < b < c` says nothing. */
  private comparison(): Expression {
    const left = this.additive();
    const operator = COMPARISONS.find((sign) => this.took(sign));
    return operator === undefined ? left : { kind: 'binary', operator, left, right: this.additive() };
  }

  private additive(): Expression {
    return this.chain(['+', '-'], () => this.multiplicative());
  }

  private multiplicative(): Expression {
    return this.chain(['*', '/'], () => this.unary());
  }

  private unary(): Expression {
    if (!this.took('-')) return this.primary();
    return this.deeper(() => ({ kind: 'negate', operand: this.unary() }));
  }

  private primary(): Expression {
    const { kind, text } = this.token;
    if (kind === 'number') {
      this.next++;
      return { kind: 'number', text };
    }
    if (kind === 'word' && isFunctionName(text)) {
      this.next++;
      return this.call(text);
    }
    if (kind === 'word' && !['and', 'or', 'not'].includes(text)) {
      this.next++;
      return { kind: 'name', name: text };
    }
    this.expect('(');
    const inner = this.deeper(() => this.or());
    this.expect(')');
    return inner;
  }

  private call(callee: FunctionName): Expression {
    const [least, most] = FUNCTIONS[callee];
    this.expect('(');
    const parts = [this.deeper(() => this.or())];
    while (this.took(',')) parts.push(this.deeper(() => this.or()));
    this.expect(')');
    if (parts.length < least || parts.length > most) {
      throw new ExpressionError('syntax', `${callee} takes ${least} to ${most} parts, not ${parts.length}`);
    }
    return { kind: 'call', callee, parts };
  }

  private chain(operators: readonly BinaryOperator[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const operator = operators.find((sign) => this.took(sign));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: operand() };
    }
  }

  private deeper(read: () => Expression): Expression {
    if (++this.depth > MAX_EXPRESSION_DEPTH) {
      throw new ExpressionError('depth', `is nested deeper than ${MAX_EXPRESSION_DEPTH}`);
    }
    const expression = read();
    this.depth--;
    return expression;
  }

  private took(text: string): boolean {
    if (this.token.kind === 'end' || this.token.text !== text) return false;
    this.next++;
    return true;
  }

  private expect(text: string): void {
    if (!this.took(text)) throw this.unexpected();
  }

  private unexpected(): ExpressionError {
    const { kind, text, at } = this.token;
    return new ExpressionError('syntax', kind === 'end' ? 'ends too early' : `has "${text}" at ${at}`);
  }
}
