import { formatGrams, type Text } from '@carbon/kernel';
import type { MethodFactor, MethodUnit } from '../programmes/programme-rules';

/** How a unit is said to people: so many base units make one of it. */
interface SaidUnit {
  readonly each: number;
  readonly name: Text;
}

const THOUSAND = 1_000;
const UNITS: Readonly<Record<MethodUnit, SaidUnit>> = {
  m: { each: THOUSAND, name: { zh: '公里', en: 'km' } },
  Wh: { each: THOUSAND, name: { zh: '度', en: 'kWh' } },
  g: { each: THOUSAND, name: { zh: '公斤', en: 'kg' } },
  L: { each: THOUSAND, name: { zh: '立方米', en: 'm³' } },
  piece: { each: 1, name: { zh: '次', en: 'times' } },
};

/** Exactly, with at least one decimal where base units are parts: 9000 m are `9.0`, 8635 m `8.635`, two cups `2`. */
function figure(amount: number, each: number): string {
  if (each === 1) return amount.toString();
  const decimals = (amount % each)
    .toString()
    .padStart(3, '0')
    .replace(/0{1,2}$/, '');
  return `${Math.floor(amount / each)}.${decimals}`;
}

/** `9.0 公里`, `9.0 km`. */
export function amountInWords(amount: number, unit: MethodUnit): Text {
  const { each, name } = UNITS[unit];
  const said = figure(amount, each);
  return { zh: `${said} ${name.zh}`, en: unit === 'piece' && amount === 1 ? 'once' : `${said} ${name.en}` };
}

/** `每公里 46.7 克`, `46.7 g per km`. */
export function factorInWords({ reducedUg }: MethodFactor, unit: MethodUnit): Text {
  const { each, name } = UNITS[unit];
  const grams = formatGrams(BigInt(reducedUg) * BigInt(each));
  return {
    zh: `每${name.zh} ${grams} 克`,
    en: unit === 'piece' ? `${grams} g each` : `${grams} g per ${name.en}`,
  };
}

/** `420.3 克`, exactly. */
export function gramsInWords(micrograms: bigint): Text {
  const grams = formatGrams(micrograms);
  return { zh: `${grams} 克`, en: `${grams} g` };
}
