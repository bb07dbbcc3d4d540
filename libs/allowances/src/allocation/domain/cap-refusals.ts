import { Refusal } from '@carbon/kernel';

export const capNeeded = (market: string, year: number): Refusal =>
  new Refusal(
    'ALLOCATION_NO_CAP',
    422,
    {
      zh: `市场 ${market} ${year} 年度尚未确定配额总量`,
      en: `No cap is set for the market ${market} and ${year}`,
    },
    { rule: 'REG-007', details: { market, year: year.toString() } },
  );

export const overCap = (market: string, year: number): Refusal =>
  new Refusal(
    'ALLOCATION_OVER_CAP',
    422,
    {
      zh: `超出 ${market} ${year} 年度配额总量（全国或省级）减去已发放与待发放的余量`,
      en: `More than the cap of ${market} for ${year}, of the market or of a province, leaves after what is issued and pending`,
    },
    { rule: 'REG-007', details: { market, year: year.toString() } },
  );

export const capTooLow = (market: string, year: number): Refusal =>
  new Refusal(
    'ALLOWANCE_CAP_REFUSED',
    422,
    {
      zh: `${market} ${year} 年度总量低于已发放与待发放之和，或各省总量之和超过全国总量`,
      en: `This cap of ${market} for ${year} is below what is issued and pending, or the provinces' caps come to more than the market's`,
    },
    { rule: 'REG-007', details: { market, year: year.toString() } },
  );

export const capsAreNational = (): Refusal =>
  new Refusal(
    'ALLOWANCE_CAP_NATIONAL_ONLY',
    403,
    {
      zh: '配额总量由国家主管部门或注册登记机构确定',
      en: 'Caps are set by the national authority or the registry',
    },
    { rule: 'REG-007' },
  );
