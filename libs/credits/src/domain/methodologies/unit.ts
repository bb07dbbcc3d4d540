/**
 * A unit as powers of its symbols: `tCO2/MWh` is tCO2 to the 1 and MWh to the -1. Units are not converted into one
 * another: a factor that does so is a parameter with a unit of its own, `kg/t`.
 */
export type Unit = ReadonlyMap<string, number>;

/** Bare numbers; a percentage is one too, its hundredth stands in the formula. */
export const NO_UNIT: Unit = new Map();
const BARE = ['1', '%'];
const SYMBOL = /^[A-Za-z][A-Za-z0-9]*$/;

/** Reads `MWh`, `tCO2/MWh`, `t*km`, `tCO2/ha/year`, `1/MWh`, `1` or `%`. @throws RangeError for anything else */
export function parseUnit(text: string): Unit {
  const [above = '', ...below] = text.split('/');
  const powers = new Map<string, number>();
  const put = (symbol: string, power: number) => {
    if (BARE.includes(symbol)) return;
    if (!SYMBOL.test(symbol)) throw new RangeError(`has no such unit: ${text}`);
    powers.set(symbol, (powers.get(symbol) ?? 0) + power);
  };
  for (const symbol of above.split('*')) put(symbol, 1);
  for (const symbols of below) put(symbols, -1);
  return withoutZeros(powers);
}

const withoutZeros = (powers: Unit): Unit => new Map([...powers].filter(([, power]) => power !== 0));

export function timesUnit(left: Unit, right: Unit, power: 1 | -1): Unit {
  const powers = new Map(left);
  for (const [symbol, of] of right) powers.set(symbol, (powers.get(symbol) ?? 0) + of * power);
  return withoutZeros(powers);
}

export function sameUnit(left: Unit, right: Unit): boolean {
  return left.size === right.size && [...left].every(([symbol, power]) => right.get(symbol) === power);
}

export function unitText(unit: Unit): string {
  const above = [...unit].flatMap(([symbol, power]) => Array<string>(Math.max(power, 0)).fill(symbol));
  const below = [...unit].flatMap(([symbol, power]) => Array<string>(Math.max(-power, 0)).fill(`/${symbol}`));
  return (above.length === 0 ? '1' : above.join('*')) + below.join('');
}
