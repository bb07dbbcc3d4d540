import { Refusal } from '@carbon/kernel';
import type { Calculator } from './calculator';

/** Calculators by name. */
export type CalculatorBook = Readonly<Record<string, Calculator>>;

/** The calculators that rooms bring, by name. Without a prototype, so that no name but theirs finds anything. */
export function calculatorBook(...brought: readonly (readonly Calculator[])[]): CalculatorBook {
  const book = Object.create(null) as Record<string, Calculator>;
  for (const calculator of brought.flat()) {
    if (calculator.name in book) throw new Error(`two rooms bring the calculator ${calculator.name}`);
    book[calculator.name] = calculator;
  }
  return Object.freeze(book);
}

/** @throws Refusal CALCULATOR_UNKNOWN (404) that tells which there are */
export function findCalculator(book: CalculatorBook, name: string): Calculator {
  const calculator = book[name];
  if (calculator === undefined) {
    const names = Object.keys(book);
    throw new Refusal(
      'CALCULATOR_UNKNOWN',
      404,
      {
        zh: `没有名为 ${name} 的计算器；可用：${names.join('、')}`,
        en: `There is no calculator ${name}; there are: ${names.join(', ')}`,
      },
      { details: { name } },
    );
  }
  return calculator;
}
