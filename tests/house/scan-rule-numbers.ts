import ts from 'typescript';

/** A number in a rule file that may be a figure of a rule. */
export interface RuleNumber {
  readonly line: number;
  readonly number: string;
  /** The constant that holds it, where one does: what an exception names. */
  readonly constant: string | undefined;
}

/** Numbers that arithmetic and lists need whatever the rule: none, one, two, a decade, percent, per mille. */
const STRUCTURAL: ReadonlySet<string> = new Set(['0', '1', '2', '10', '100', '1000']);
const DECIMAL = /^-?\d+(\.\d+)?$/;

const STATUSES: ReadonlySet<string> = new Set([
  '200',
  '201',
  '202',
  '204',
  '400',
  '401',
  '403',
  '404',
  '409',
  '410',
  '413',
  '415',
  '422',
  '429',
  '503',
]);

/** Positions in a text or a list of bytes. */
const POSITIONS: ReadonlySet<string> = new Set(['slice', 'subarray', 'padStart', 'padEnd', 'charAt', 'at']);
/** Sizes of what may be sent, and of what arithmetic keeps. */
const SIZES: ReadonlySet<string> = new Set([
  ...['max', 'min', 'maxLength', 'minLength', 'maxItems', 'minItems', 'maximum', 'minimum'],
  ...['precision', 'toExpNeg', 'toExpPos', 'level', 'numRuns'],
]);
/** Examples show answers; a pack is named by its version. */
const TOLD: ReadonlySet<string> = new Set(['example', 'examples', 'version']);
/** Constants of time, of sizes, of parts of a long work and of the digits that are kept or shown. */
const TECHNICAL =
  /^(MAX|LONGEST|MOST|SHOWN|DIGITS|DECIMALS|PLACES|PRECISION|CENTURY)(_|$)|_(MS|BYTES|LENGTH|DIGITS|DECIMALS)$|^(MINUTES|HOURS|MONTHS)_A_(HOUR|DAY|YEAR)$|^(HOUR|MONTHS|YEARS|ROWS|PAGE|BATCH|TOLD|AT_ONCE|ONE_BY_ONE|MANY)$|EXAMPLE/;
/** A name that speaks of a rule is never technical. */
const SPEAKS_OF_RULES =
  /PERCENT|RATE|SHARE|FACTOR|THRESHOLD|PRICE|FINE|CAP(_|$)|TONNES|_T$|YUAN|FEN|DEADLINE|DAYS|BENCHMARK|LIMIT/;

/** The numbers of a TypeScript text that are neither structural nor of the places where none is a rule. */
export function ruleNumbers(file: string, text: string): RuleNumber[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: RuleNumber[] = [];
  const visit = (node: ts.Node): void => {
    const number = numberOf(node);
    if (number !== undefined && !STRUCTURAL.has(plain(number)) && !isHarmless(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ line: line + 1, number, constant: constantOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Without its sign, and without zeros that say nothing: `0.00` is 0. */
const plain = (number: string): string =>
  number
    .replace(/^-/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');

/** As it would be written in a pack: `26_000` and `26000n` are 26000, and a decimal string is itself. */
function numberOf(node: ts.Node): string | undefined {
  if (ts.isNumericLiteral(node)) return node.text;
  if (ts.isBigIntLiteral(node)) return node.text.replace(/n$/, '');
  const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
  return isText && DECIMAL.test(node.text) ? node.text : undefined;
}

function isHarmless(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isDecorator(at) || ts.isTypeNode(at)) return true;
    if (ts.isPropertyAssignment(at) && SIZES.has(nameOf(at.name)) && at.initializer === bare(node))
      return true;
    if (ts.isPropertyAssignment(at) && TOLD.has(nameOf(at.name))) return true;
    if (isPosition(at) || isStatus(at)) return true;
    if (ts.isVariableDeclaration(at) && isTechnical(nameOf(at.name))) return true;
  }
  return false;
}

/** The literal with its sign. */
const bare = (node: ts.Node): ts.Node => (ts.isPrefixUnaryExpression(node.parent) ? node.parent : node);

const nameOf = (name: ts.Node): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';

const isTechnical = (name: string): boolean => TECHNICAL.test(name) && !SPEAKS_OF_RULES.test(name);

/** `text.slice(0, 40)` */
function isPosition(node: ts.Node): boolean {
  const call = node.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments.some((one) => one === node) &&
    ts.isPropertyAccessExpression(call.expression) &&
    POSITIONS.has(call.expression.name.text)
  );
}

/** `new Refusal(code, 422, …)`, `refusal(code, 422, …)`, `reply.status(404)`, `error.status === 404` */
function isStatus(node: ts.Node): boolean {
  if (!ts.isNumericLiteral(node) || !STATUSES.has(node.text)) return false;
  const { parent } = node;
  if (ts.isNewExpression(parent) || ts.isCallExpression(parent)) {
    const called = parent.expression;
    if (ts.isIdentifier(called)) return /^refusal$/i.test(called.text) && parent.arguments?.[1] === node;
    return ts.isPropertyAccessExpression(called) && called.name.text === 'status';
  }
  if (ts.isConditionalExpression(parent)) {
    const call = parent.parent;
    return ts.isCallExpression(call) && /\.status$/.test(call.expression.getText());
  }
  return ts.isBinaryExpression(parent) && /\.status$/.test(parent.left.getText());
}

function constantOf(node: ts.Node): string | undefined {
  let constant: string | undefined;
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isVariableDeclaration(at) && nameOf(at.name) !== '') constant = nameOf(at.name);
  }
  return constant;
}
