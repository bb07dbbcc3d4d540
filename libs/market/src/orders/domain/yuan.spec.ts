import { Refusal } from '@carbon/kernel';
import { parsePriceFen, yuan } from './yuan';

function refusalOf(text: string): Refusal {
  try {
    parsePriceFen(text, 'price');
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error(`${text} was taken`);
}

describe('prices in yuan', () => {
  it.each([
    ['50.10', 5_010n],
    ['50.1', 5_010n],
    ['50', 5_000n],
    ['0.01', 1n],
    ['81.970', 8_197n],
    ['92233720368547758.07', 9_223_372_036_854_775_807n],
  ])('%s is %s fen', (text, fen) => {
    expect(parsePriceFen(text)).toBe(fen);
  });

  it.each(['50.005', '50.0001', '0.001'])('TRD-002 %s is finer than the tick (AC-64)', (text) => {
    const refusal = refusalOf(text);
    expect([refusal.status, refusal.code, refusal.rule]).toEqual([400, 'INPUT_MALFORMED', 'TRD-002']);
    expect(refusal.fields.map(({ field, rule }) => [field, rule])).toEqual([['price', 'tick']]);
  });

  it.each([
    ['', 'decimal'],
    ['-1', 'decimal'],
    ['050', 'decimal'],
    ['1e3', 'decimal'],
    ['１', 'decimal'],
    [' 1', 'decimal'],
    ['1.', 'decimal'],
    ['.5', 'decimal'],
    ['0.00', 'positive'],
    ['92233720368547758.08', 'maximum'],
  ])('%j is refused: %s', (text, rule) => {
    expect(refusalOf(text).fields.map((fault) => fault.rule)).toEqual([rule]);
  });

  it('fen are written with two decimals', () => {
    expect([yuan(0n), yuan(1n), yuan(5_010n), yuan(-7n)]).toEqual(['0.00', '0.01', '50.10', '-0.07']);
  });
});
