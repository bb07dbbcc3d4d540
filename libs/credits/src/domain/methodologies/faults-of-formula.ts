import { Decimal } from 'decimal.js';
import { divides, ExpressionError, RESERVED_WORDS } from './expression';
import { type Kind, kindOfExpression, type NamedFigure } from './kind-of-expression';
import type { FormulaStep, Methodology, StepRole } from './methodology';
import { parseExpression } from './parse-expression';
import { parseUnit, sameUnit, type Unit, unitText } from './unit';

type Body = Omit<Methodology, 'hash'>;
type Names = Map<string, NamedFigure>;

/** CCR-014: baseline and reductions are rounded down, what is subtracted up. */
const MUST_ROUND: Partial<Record<StepRole, 'down' | 'up'>> = {
  baseline: 'down',
  reduction: 'down',
  project: 'up',
  leakage: 'up',
};

const NAME = /^[a-z][A-Za-z0-9]{0,39}$/;
const TONNES: Unit = parseUnit('tCO2');

/** What is wrong with the names, units, checks and steps of a methodology: nothing is computed with one that has faults. */
export function faultsOfFormula(body: Body): string[] {
  const faults: string[] = [];
  const names: Names = new Map();
  const put = (name: string, unit: string, monthly: boolean) => {
    if (!NAME.test(name) || RESERVED_WORDS.includes(name)) faults.push(`${name}: is no name`);
    else if (names.has(name)) faults.push(`${name}: stands twice`);
    try {
      names.set(name, { kind: unit === 'boolean' ? 'boolean' : parseUnit(unit), monthly });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push(`${name}: ${error.message}`);
    }
  };
  for (const { name, unit } of body.facts) put(name, unit, false);
  const facts = new Set(names.keys());
  for (const parameter of body.parameters) {
    put(parameter.name, parameter.unit, false);
    faults.push(...faultsOfRange(parameter));
  }
  const { waivedIf } = body.additionality;
  const waiver = waivedIf === undefined ? [] : [{ name: 'additionality', expression: waivedIf }];
  faults.push(...faultsOfChecks([...body.checks, ...waiver], names));
  for (const input of body.monitored) {
    put(input.name, input.unit, input.every === 'month');
    faults.push(...faultsOfRange({ ...input, value: input.absent }));
  }
  faults.push(...faultsOfChecks(body.conditions, names));
  const known: Names = new Map([...names].filter(([name]) => !facts.has(name)));
  for (const step of body.steps) {
    faults.push(...faultsOfStep(step, known));
    put(step.name, step.unit, step.every === 'month');
    const figure = names.get(step.name);
    if (figure !== undefined) known.set(step.name, figure);
  }
  return [...faults, ...faultsOfResult(body.steps)];
}

function faultsOfChecks(
  checks: readonly { readonly name: string; readonly expression: string }[],
  names: Names,
): string[] {
  return checks.flatMap(({ name, expression }) => {
    const kind = kindOf(expression, names, false);
    if (typeof kind === 'object' && 'fault' in kind) return [`${name}: ${kind.fault}`];
    return kind === 'boolean' ? [] : [`${name}: must come out as yes or no`];
  });
}

function faultsOfStep(step: FormulaStep, names: Names): string[] {
  const monthly = step.every === 'month';
  const kind = kindOf(step.expression, names, monthly);
  if (typeof kind === 'object' && 'fault' in kind) return [`${step.name}: ${kind.fault}`];
  const faults: string[] = [];
  if (kind === 'boolean') faults.push(`${step.name}: must come out as a number`);
  else if (kind !== 'any' && !sameUnit(kind, unitOf(step.unit))) {
    faults.push(`${step.name}: comes out in ${unitText(kind)}, not ${step.unit}`);
  }
  const direction = MUST_ROUND[step.role];
  if (step.rounding !== undefined && direction !== undefined && step.rounding.direction !== direction) {
    faults.push(`${step.name}: a ${step.role} step is rounded ${direction}`);
  }
  if (step.rounding === undefined && divides(parseExpression(step.expression))) {
    faults.push(`${step.name}: divides and does not say how it is rounded`);
  }
  return faults;
}

/** The last step is the reduction, of the whole period, in tonnes, and the only one. */
function faultsOfResult(steps: readonly FormulaStep[]): string[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  const sound =
    steps.filter(({ role }) => role === 'reduction').length === 1 &&
    last.role === 'reduction' &&
    last.every === 'period' &&
    sameUnit(unitOf(last.unit), TONNES);
  return sound ? [] : ['the last step, and no other, must be the reduction of the period in tCO2'];
}

interface Range {
  readonly name: string;
  readonly value?: string | undefined;
  readonly minimum?: string;
  readonly maximum?: string;
}

function faultsOfRange({ name, value, minimum, maximum }: Range): string[] {
  const low = new Decimal(minimum ?? '-1e30');
  const high = new Decimal(maximum ?? '1e30');
  if (low.greaterThan(high)) return [`${name}: minimum is above maximum`];
  if (value === undefined) return [];
  const inside = low.lessThanOrEqualTo(value) && high.greaterThanOrEqualTo(value);
  return inside ? [] : [`${name}: its value is outside of its range`];
}

function kindOf(expression: string, names: Names, monthly: boolean): Kind | { readonly fault: string } {
  try {
    return kindOfExpression(parseExpression(expression), names, monthly);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { fault: error.message };
  }
}

/** The unit of a step; one that cannot be read is told where its name is noted. */
function unitOf(text: string): Unit {
  try {
    return parseUnit(text);
  } catch {
    return new Map();
  }
}
