import { Refusal } from '@carbon/kernel';

export const marketUnknown = (market: string): Refusal =>
  new Refusal(
    'INTERNAL_MARKET_UNKNOWN',
    404,
    { zh: `内部市场 ${market} 不存在`, en: `There is no internal market ${market}` },
    { details: { market } },
  );

export const marketTaken = (market: string): Refusal =>
  new Refusal(
    'INTERNAL_MARKET_TAKEN',
    409,
    { zh: `内部市场代码 ${market} 已被使用`, en: `The code ${market} is taken` },
    { details: { market } },
  );

export const notTheOwner = (market: string): Refusal =>
  new Refusal(
    'INTERNAL_MARKET_OWNER_ONLY',
    403,
    { zh: `仅 ${market} 的运营方可以办理`, en: `Only the owner of ${market} may do this` },
    { details: { market } },
  );

export const notInvited = (market: string): Refusal =>
  new Refusal(
    'INTERNAL_MARKET_NOT_INVITED',
    422,
    { zh: `未获邀请加入 ${market}`, en: `There is no invitation to ${market}` },
    { details: { market } },
  );

export const notAMember = (market: string, holder: string): Refusal =>
  new Refusal(
    'INTERNAL_MARKET_MEMBERS_ONLY',
    422,
    {
      zh: `${holder} 不是内部市场 ${market} 的成员`,
      en: `${holder} is no member of the internal market ${market}`,
    },
    { details: { market, holder } },
  );

export const yearUnknown = (market: string, year: number): Refusal =>
  new Refusal(
    'INTERNAL_YEAR_UNKNOWN',
    404,
    { zh: `${market} 未设立 ${year} 年度`, en: `${market} has no year ${year}` },
    { details: { market, year: String(year) } },
  );

export const yearTaken = (market: string, year: number): Refusal =>
  new Refusal(
    'INTERNAL_YEAR_TAKEN',
    409,
    { zh: `${market} ${year} 年度已设立`, en: `${market} has a year ${year} already` },
    { details: { market, year: String(year) } },
  );

export const yearCounted = (market: string, year: number): Refusal =>
  new Refusal(
    'INTERNAL_YEAR_COUNTED',
    409,
    { zh: `${market} ${year} 年度已清算`, en: `The year ${year} of ${market} was counted` },
    { details: { market, year: String(year) } },
  );

export const yearNotOver = (market: string, year: number): Refusal =>
  new Refusal(
    'INTERNAL_YEAR_NOT_OVER',
    422,
    { zh: `${year} 年尚未结束，不能清算`, en: `The year ${year} is not over; it is counted afterwards` },
    { details: { market, year: String(year) } },
  );

export const notMeasured = (holders: readonly string[]): Refusal =>
  new Refusal(
    'INTERNAL_NOT_MEASURED',
    422,
    {
      zh: `以下成员的月度排放不完整：${holders.join('、')}`,
      en: `Months are missing of: ${holders.join(', ')}`,
    },
    { details: { holders: holders.join(', ') } },
  );

export const aboveCap = (market: string, capT: bigint, askedT: bigint): Refusal =>
  new Refusal(
    'INTERNAL_ABOVE_CAP',
    422,
    {
      zh: `${market} 总量 ${capT} 吨，分配合计 ${askedT} 吨，超出总量`,
      en: `The cap of ${market} is ${capT} t; shares come to ${askedT} t`,
    },
    { rule: 'REG-007', details: { market, cap: capT.toString(), asked: askedT.toString() } },
  );

export const shareTaken = (holder: string): Refusal =>
  new Refusal(
    'INTERNAL_SHARE_TAKEN',
    409,
    { zh: `${holder} 本年度已获分配`, en: `${holder} has its share of the year already` },
    { details: { holder } },
  );

export const shareEmpty = (holder: string): Refusal =>
  new Refusal(
    'INTERNAL_SHARE_EMPTY',
    422,
    { zh: `${holder} 的分配额不足 1 吨`, en: `The share of ${holder} is below one tonne` },
    { details: { holder } },
  );

export const noHoldingAccount = (holders: readonly string[]): Refusal =>
  new Refusal(
    'INTERNAL_NO_ACCOUNT',
    422,
    { zh: `以下成员没有持有账户：${holders.join('、')}`, en: `No holding account: ${holders.join(', ')}` },
    { details: { holders: holders.join(', ') } },
  );
