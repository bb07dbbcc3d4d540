import { Refusal } from '@carbon/kernel';

export function notCredits(instrument: string): Refusal {
  return new Refusal(
    'RETIREMENT_NOT_CREDITS',
    422,
    { zh: `${instrument} 不是碳信用`, en: `${instrument} is no credit` },
    { details: { instrument } },
  );
}

export function schemesMixed(one: string, other: string): Refusal {
  return new Refusal(
    'RETIREMENT_SCHEMES_MIXED',
    422,
    {
      zh: `一张凭证只含一个机制的单位：${one}、${other} 须分别注销`,
      en: `A receipt is of one scheme: retire units of ${one} and of ${other} apart`,
    },
    { details: { one, other } },
  );
}

/** CCR-010: what units of a scheme may be used for stands in its pack. */
export function purposeRefused(scheme: string, purpose: string, allowed: readonly string[]): Refusal {
  return new Refusal(
    'RETIREMENT_PURPOSE_REFUSED',
    422,
    {
      zh: `${scheme} 的单位不得用于 ${purpose}`,
      en: `Units of ${scheme} may not be used for ${purpose}`,
    },
    { rule: 'CCR-010', details: { scheme, purpose, allowed: allowed.join(', ') } },
  );
}

/** CCR-011: rules for use abroad are to come; until then it is refused. */
export function crossBorderRefused(scheme: string, country: string): Refusal {
  return new Refusal(
    'RETIREMENT_CROSS_BORDER',
    422,
    {
      zh: `跨境使用 ${scheme} 的规定尚未发布，暂不办理（${country}）`,
      en: `Rules for the use of ${scheme} abroad are not issued yet: it is refused (${country})`,
    },
    { rule: 'CCR-011', details: { scheme, country } },
  );
}

export function inventoryNotCovered(needed: bigint, retired: bigint): Refusal {
  const details = { needed: needed.toString(), retired: retired.toString() };
  return new Refusal(
    'RETIREMENT_INVENTORY_NOT_COVERED',
    422,
    {
      zh: `排放清单需 ${details.needed} 吨，注销仅 ${details.retired} 吨，不能声明碳中和`,
      en: `The inventory needs ${details.needed} t and only ${details.retired} t are retired: it is not neutral`,
    },
    { details },
  );
}

export function retirementUnknown(number: string): Refusal {
  return new Refusal(
    'RETIREMENT_UNKNOWN',
    404,
    { zh: `没有注销 ${number}`, en: `There is no retirement ${number}` },
    { details: { number } },
  );
}

/** REG-009: once only. */
export function alreadyVoid(number: string): Refusal {
  return new Refusal(
    'RETIREMENT_ALREADY_VOID',
    409,
    { zh: `凭证 ${number} 已作废`, en: `The receipt ${number} is void already` },
    { rule: 'REG-009', details: { number } },
  );
}
