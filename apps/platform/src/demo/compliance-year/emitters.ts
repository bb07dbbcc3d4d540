import { authorityOf } from '../authorities';
import { demoEnterprise, demoSector } from '../demo-rows';
import { demoYear, type DemoYear } from './figures';

export const MARKET = 'CN';
/** The data year; it is reported, allocated and surrendered in the year after. */
export const YEAR = 2024;

/** A key emitter of the story. Everything but the sector's rules is invented. */
export interface DemoEmitter {
  readonly code: string;
  readonly sector: string;
  readonly province: string;
  /** Code of its provincial authority. */
  readonly authority: string;
  /** Class of its activity, as lists name it. */
  readonly classText: string;
  /** GB/T 2260. */
  readonly cityCode: string;
  readonly year: DemoYear;
}

const PLACES: Readonly<Record<string, readonly [classText: string, cityCode: string]>> = {
  E001: ['热电联产（4412）', '330100'],
  E002: ['火力发电（4411）', '610100'],
  E003: ['热电联产（4412）', '320500'],
  E004: ['炼铁（3110）、炼钢（3120）', '130200'],
  E005: ['水泥制造（3011）', '340200'],
};

function emitter(code: string): DemoEmitter {
  const [classText, cityCode] = PLACES[code] ?? ['', ''];
  const { province = '' } = demoEnterprise(code);
  const authority = authorityOf(province);
  return { code, sector: demoSector(code), province, authority, classText, cityCode, year: demoYear(code) };
}

/** Heat and power, coal, gas, steel, cement. */
export const emitters = (): readonly DemoEmitter[] => Object.keys(PLACES).map(emitter);

/** Who has too little, buys nothing and is fined. */
export const SHORT = 'E002';
/** Who meets part of its obligation with CCER. */
export const OFFSETTING = 'E005';

export const inPower = ({ sector }: DemoEmitter): boolean => sector === 'power';
