import type { Text } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';
import { evaluate, Exact, type Scope, type Value } from './evaluate-expression';
import { ExpressionError, namesIn } from './expression';
import type { FactValue, Founded, Methodology } from './methodology';
import { parseExpression } from './parse-expression';

/** A condition that a project does not meet, or of which it is not known whether it does. */
export interface UnmetCheck {
  readonly rule: string;
  readonly certainty: Certainty;
  readonly check: string;
  /** The facts it asks for that were not given, or not in the right unit. */
  readonly unknown: readonly string[];
  readonly message: Text;
}

export type Facts = Readonly<Record<string, FactValue>>;

/** CCM-02 and its like: the checks of a methodology that a project fails. What is unknown fails where it decides. */
export function judgeApplicability(methodology: Methodology, facts: Facts): readonly UnmetCheck[] {
  return methodology.checks.flatMap((check) => {
    if (holds(methodology, check.expression, facts) === true) return [];
    return [unmet(methodology, check.name, check.expression, check.message, check, facts)];
  });
}

/** CCR-001: nothing where additionality is waived, or where the project shows it; else what is missing. */
export function judgeAdditionality(
  methodology: Methodology,
  facts: Facts,
  shown: boolean,
): UnmetCheck | undefined {
  const { additionality } = methodology;
  const { rule, waivedIf } = additionality;
  if (shown || rule === 'waived') return undefined;
  if (waivedIf !== undefined && holds(methodology, waivedIf, facts) === true) return undefined;
  const message = {
    zh: '额外性未论证，且不符合免予论证的条件',
    en: 'Additionality is not shown, and nothing waives it',
  };
  return unmet(methodology, 'additionality', waivedIf, message, additionality, facts);
}

function unmet(
  methodology: Methodology,
  check: string,
  expression: string | undefined,
  message: Text,
  { rules, certainty }: Founded,
  facts: Facts,
): UnmetCheck {
  const asked = expression === undefined ? [] : namesIn(parseExpression(expression));
  const unknown = asked.filter((name) => valueOf(methodology, name, facts) === undefined);
  return { rule: rules[0] ?? '', certainty, check, unknown, message };
}

function holds(methodology: Methodology, expression: string, facts: Facts): Value {
  const scope: Scope = { lookup: (name) => valueOf(methodology, name, facts), months: [] };
  try {
    return evaluate(parseExpression(expression), scope);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

const DECIMAL = /^-?\d{1,18}(\.\d{1,12})?$/;

/** A fact in its unit, or a parameter that the methodology itself sets. */
function valueOf({ facts: asked, parameters }: Methodology, name: string, facts: Facts): Value {
  const own = parameters.find((parameter) => parameter.name === name)?.value;
  if (own !== undefined) return new Exact(own);
  const fact = asked.find((one) => one.name === name);
  const given = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (fact === undefined || given === undefined) return undefined;
  if (typeof given === 'boolean') return fact.unit === 'boolean' ? given : undefined;
  return given.unit === fact.unit && DECIMAL.test(given.value) ? new Exact(given.value) : undefined;
}
