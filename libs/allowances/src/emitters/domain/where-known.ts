import { Refusal } from '@carbon/kernel';

/** What the rules say, or undefined where they say nothing: of a market, sector or year without rules here. */
export function whereKnown<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refusal && SILENT.includes(error.code)) return undefined;
    throw error;
  }
}

const SILENT = ['ALLOWANCES_NO_RULES', 'RULES_NO_PACK'];
