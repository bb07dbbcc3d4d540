import { type ChinaMonth, fault, FaultCollector, Refusal } from '@carbon/kernel';
import { worstOf } from '@carbon/rules/domain';
import type { Computation, ComputationInputs, ComputedStep } from './computation';
import { evaluate, Exact, type Scope } from './evaluate-expression';
import { type Expression, ExpressionError, namesIn, walk } from './expression';
import type { FormulaStep, Methodology } from './methodology';
import { parseExpression } from './parse-expression';
import { type Figures, readInputs } from './read-inputs';

type Exactly = InstanceType<typeof Exact>;

/**
 * Computes the reduction of a period: each step in order, with all it took and gave (CCR-014). Takes figures as decimal
 * strings in the unit that the methodology names; gives whole tonnes and the exact figure before the floor.
 * @throws Refusal INPUT_MALFORMED naming each input that is missing, unknown, out of range or in another unit;
 * CREDITS_METHODOLOGY_WITHOUT_FORMULA, CREDITS_DIVISION_BY_ZERO (422)
 */
export function computeReduction(methodology: Methodology, inputs: ComputationInputs): Computation {
  if (methodology.steps.length === 0) throw withoutFormula(methodology);
  const faults = new FaultCollector();
  const figures = readInputs(methodology, inputs, faults);
  faults.refuseIfAny();
  refuseUnmet(methodology, figures);
  const factors = factorsOf(methodology, figures);
  const steps = methodology.steps.flatMap((step) =>
    step.every === 'period'
      ? [compute(step, figures)]
      : figures.months.map(({ month, values }) => compute(step, figures, { month, values })),
  );
  const exact = new Exact(steps.at(-1)?.value ?? '0');
  const used = [methodology, ...methodology.parameters, ...methodology.monitored, ...methodology.steps];
  const chosen = factors.map(({ factor }) => factor);
  return {
    methodology: { code: methodology.code, version: methodology.version, hash: methodology.hash },
    steps,
    factors,
    exactT: exact.toFixed(),
    reductionT: BigInt(Exact.max(exact.floor(), 0).toFixed()),
    rules: [...new Set([...used, ...chosen].flatMap(({ rules }) => rules))].sort(),
    certainty: worstOf([...used, ...chosen].map(({ certainty }) => certainty)),
  };
}

/** Which published factor each parameter with a choice was set to. */
function factorsOf({ parameters }: Methodology, { period }: Figures): Computation['factors'] {
  return parameters.flatMap(({ name, factors = [] }) => {
    const factor = factors.find(({ value }) => period.get(name)?.equals(value));
    return factor === undefined ? [] : [{ parameter: name, factor }];
  });
}

/** @throws Refusal CREDITS_FIGURES_DISAGREE (422) naming every condition among the figures that is not met */
function refuseUnmet({ conditions }: Methodology, figures: Figures): void {
  const scope: Scope = { lookup: (name) => figures.period.get(name), months: [] };
  const unmet = conditions.filter(({ expression }) => evaluate(parseExpression(expression), scope) !== true);
  const [first] = unmet;
  if (first === undefined) return;
  throw new Refusal('CREDITS_FIGURES_DISAGREE', 422, first.message, {
    ...(first.rules[0] === undefined ? {} : { rule: first.rules[0] }),
    fields: unmet.map(({ name, message }) => fault(name, 'condition', message.en, message.zh)),
  });
}

interface Month {
  readonly month: ChinaMonth;
  readonly values: Map<string, Exactly>;
}

/** Computes one step and puts its value among the figures, for the steps after it. */
function compute(step: FormulaStep, figures: Figures, month?: Month): ComputedStep {
  const expression = parseExpression(step.expression);
  const ofMonth = (one: Month): Scope => ({
    lookup: (name) => one.values.get(name) ?? figures.period.get(name),
    months: [],
  });
  const scope: Scope =
    month === undefined
      ? { lookup: (name) => figures.period.get(name), months: figures.months.map(ofMonth) }
      : ofMonth(month);
  const value = rounded(valueOf(step, expression, scope, month), step);
  (month?.values ?? figures.period).set(step.name, value);
  return {
    name: step.name,
    ...(month === undefined ? {} : { month: month.month }),
    role: step.role,
    expression: step.expression,
    inputs: inputsOf(expression, figures, month),
    value: value.toFixed(),
    unit: step.unit,
    ...(step.rounding === undefined ? {} : { rounding: step.rounding }),
    rules: step.rules,
    certainty: step.certainty,
  };
}

function valueOf(step: FormulaStep, expression: Expression, scope: Scope, month: Month | undefined): Exactly {
  try {
    const value = evaluate(expression, scope);
    if (value === undefined || typeof value === 'boolean') throw new TypeError(`${step.name} has no number`);
    return new Exact(value);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw dividedByZero(step, month);
  }
}

function rounded(value: Exactly, { rounding }: FormulaStep): Exactly {
  if (rounding === undefined) return value;
  const way = rounding.direction === 'down' ? Exact.ROUND_FLOOR : Exact.ROUND_CEIL;
  return value.toDecimalPlaces(rounding.places, way);
}

/** The values of all names of an expression; of names under `sum` those of every month. */
function inputsOf(
  expression: Expression,
  { period, months }: Figures,
  month: Month | undefined,
): Record<string, string> {
  const summed = new Set(
    [...walk(expression)].flatMap((part) =>
      part.kind === 'call' && part.callee === 'sum' ? part.parts.flatMap((inner) => namesIn(inner)) : [],
    ),
  );
  const found = namesIn(expression).flatMap((name) => {
    const value = month?.values.get(name) ?? period.get(name);
    if (value !== undefined) return [[name, value.toFixed()] as const];
    if (!summed.has(name)) return [];
    return months.map((one) => [`${name}[${one.month}]`, one.values.get(name)?.toFixed() ?? ''] as const);
  });
  return Object.fromEntries(found);
}

function withoutFormula({ code, missing }: Methodology): Refusal {
  return new Refusal(
    'CREDITS_METHODOLOGY_WITHOUT_FORMULA',
    422,
    {
      zh: `方法学 ${code} 的公式未知，不能计算：${missing?.zh ?? ''}`,
      en: `The formula of methodology ${code} is not known, nothing can be computed: ${missing?.en ?? ''}`,
    },
    { details: { methodology: code } },
  );
}

function dividedByZero(step: FormulaStep, month: Month | undefined): Refusal {
  const where = month === undefined ? step.name : `${step.name}[${month.month}]`;
  const zh = `步骤 ${where}（${step.title.zh}）除数为零`;
  const en = `Step ${where} (${step.title.en}) divides by zero`;
  return new Refusal(
    'CREDITS_DIVISION_BY_ZERO',
    422,
    { zh, en },
    {
      ...(step.rules[0] === undefined ? {} : { rule: step.rules[0] }),
      fields: [fault(where, 'division-by-zero', en, zh)],
      details: { step: where, expression: step.expression },
    },
  );
}
