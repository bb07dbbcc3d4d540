import type { NewHolder } from '@carbon/identity';
import type { Hands } from './houses';

const regulator = (code: string, zh: string, en: string, province?: string): NewHolder => ({
  ...{
    code,
    nameZh: `示范${zh}主管部门（示例）`,
    nameEn: `Demo regulator${en} (example)`,
    kind: 'regulator',
  },
  ...(province === undefined ? {} : { province }),
  source: 'synthetic',
});

/** The national authority of the demonstration, and those of provinces; all made up. */
export const NATIONAL = regulator('REGULATOR', '', '');
export const JIANGSU = regulator('REGULATOR-JS', '江苏', ' of Jiangsu', '江苏');

export const PROVINCIAL: readonly NewHolder[] = [
  regulator('REGULATOR-ZJ', '浙江', ' of Zhejiang', '浙江'),
  regulator('REGULATOR-SN', '陕西', ' of Shaanxi', '陕西'),
  JIANGSU,
  regulator('REGULATOR-HE', '河北', ' of Hebei', '河北'),
  regulator('REGULATOR-AH', '安徽', ' of Anhui', '安徽'),
];

/** The authority of a province. @throws Error where the demonstration has none */
export function authorityOf(province: string): string {
  const found = PROVINCIAL.find((one) => one.province === province);
  if (found === undefined) throw new Error(`the demonstration has no authority of ${province}`);
  return found.code;
}

/** An authority's people; issuing and caps need two of its checkers. */
export const byAuthority = (code: string, checkers: 1 | 2 = 1): Hands => ({
  maker: `${code}/maker`,
  checkers: checkers === 1 ? [`${code}/checker`] : [`${code}/checker`, `${code}/checker2`],
});
