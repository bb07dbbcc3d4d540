import { type ChinaDate, Refusal } from '@carbon/kernel';

/** A market, sector or year for which no rules stand here (422). */
export function noRules(market: string, what: { readonly zh: string; readonly en: string }): Refusal {
  const named = market.slice(0, 40);
  return new Refusal(
    'ALLOWANCES_NO_RULES',
    422,
    {
      zh: `市场 ${named} 没有${what.zh}的规则`,
      en: `There are no rules of the market ${named} for ${what.en}`,
    },
    { details: { market: named } },
  );
}

/** CAR-005 (422). */
export function missedDeadline(years: readonly number[]): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_LATE',
    422,
    {
      zh: `未按时完成 ${years.join('、')} 年度履约的单位不得申请结转`,
      en: `Who did not meet the obligations of ${years.join(' and ')} in time may not carry over`,
    },
    { rule: 'CAR-005' },
  );
}

/** A limit that is a share of something that was not told (422). */
export function basisMissing(field: string, market: string): Refusal {
  return new Refusal(
    'ALLOWANCES_OFFSET_BASIS_MISSING',
    422,
    {
      zh: `市场 ${market} 的抵销上限须以 ${field} 计算，但未给出`,
      en: `The limit of credits in the market ${market} is a share of ${field}, which was not told`,
    },
    { rule: 'SUR-003', details: { field, market } },
  );
}

/** CAR-003 (422). */
export function outsideWindow(on: ChinaDate): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_CLOSED',
    422,
    { zh: `${on} 不在结转申请期内`, en: `${on} is outside the time for carry-over applications` },
    { rule: 'CAR-003', details: { on } },
  );
}

/** CAR-004 (422). */
export function overCarryOver(limit: 'limit' | 'available', leftT: bigint): Refusal {
  const of =
    limit === 'limit'
      ? { zh: '结转上限余量', en: 'what is left of the limit' }
      : { zh: '登记系统可用数量', en: 'what is available in the registry' };
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_TOO_MUCH',
    422,
    { zh: `超过${of.zh}：最多 ${leftT} 吨`, en: `More than ${of.en}: at most ${leftT} t` },
    { rule: 'CAR-004', details: { limit, leftT: leftT.toString() } },
  );
}
