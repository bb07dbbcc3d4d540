import type { Text } from '@carbon/kernel';
import type { MethodUnit } from '../../domain/index';

interface Shown {
  /** How many base units make one of the unit people use. */
  readonly scale: bigint;
  readonly unit: Text;
}

const PEOPLE_USE: Readonly<Record<MethodUnit, Shown>> = {
  m: { scale: 1_000n, unit: { zh: '公里', en: 'km' } },
  Wh: { scale: 1_000n, unit: { zh: '千瓦时', en: 'kWh' } },
  g: { scale: 1_000n, unit: { zh: '千克', en: 'kg' } },
  L: { scale: 1n, unit: { zh: '升', en: 'L' } },
  piece: { scale: 1n, unit: { zh: '次', en: 'times' } },
};

const DECIMALS = 3;

/** An amount of base units in the unit people use, exactly: 20,500 m are 20.5 km. */
export function amountInWords(amount: bigint, unit: MethodUnit): Text {
  const { scale, unit: used } = PEOPLE_USE[unit];
  const figure = scale === 1n ? amount.toString() : thousandths(amount);
  return { zh: `${figure} ${used.zh}`, en: `${figure} ${used.en}` };
}

function thousandths(amount: bigint): string {
  const digits = amount.toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -DECIMALS) : `${digits.slice(0, -DECIMALS)}.${fraction}`;
}
