import { type ChinaDate, Refusal } from '@carbon/kernel';

export function noCarryOver(market: string): Refusal {
  return new Refusal(
    'ALLOWANCES_NO_CARRY_OVER',
    422,
    { zh: `市场 ${market} 不办理结转`, en: `The market ${market} knows no carry-over` },
    { details: { market } },
  );
}

/** CAR-003, CAR-007. */
export function windowClosed(on: ChinaDate, opens: ChinaDate, closes: ChinaDate): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_CLOSED',
    422,
    {
      zh: `结转申请期为 ${opens} 至 ${closes}，${on} 不可申请；司法冻结的配额解冻后方可补充申请`,
      en: `Carry-over is applied for from ${opens} to ${closes}, not on ${on}; later only for what a court has released since`,
    },
    { rule: 'CAR-003', details: { on, opens, closes } },
  );
}

export function overLate(asked: bigint, allowed: bigint): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_LATE_TOO_MUCH',
    422,
    {
      zh: `申请期后仅可就已解冻的 ${allowed.toString()} 吨补充申请，本次申请 ${asked.toString()} 吨`,
      en: `After the window only the ${allowed.toString()} t that a court released may be applied for, not ${asked.toString()} t`,
    },
    { rule: 'CAR-007', details: { asked: asked.toString(), allowed: allowed.toString() } },
  );
}

export function overLimit(asked: bigint, left: bigint, limit: bigint): Refusal {
  const details = { asked: asked.toString(), left: left.toString(), limit: limit.toString() };
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_OVER_LIMIT',
    422,
    {
      zh: `结转上限 ${details.limit} 吨，尚可申请 ${details.left} 吨，本次申请 ${details.asked} 吨`,
      en: `The limit is ${details.limit} t, of which ${details.left} t are left: ${details.asked} t are too many`,
    },
    { rule: 'CAR-004', details },
  );
}

export function notThisVintage(instrument: string, sources: readonly string[]): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_VINTAGE',
    422,
    {
      zh: `${instrument} 不可结转，可结转：${sources.join('、')}`,
      en: `${instrument} is not carried over; these are: ${sources.join(', ')}`,
    },
    { rule: 'CAR-001', details: { instrument } },
  );
}

/** CAR-004: in the ledger's words, with the rule. */
export function notAvailable(account: string, instrument: string, held: string, wanted: string): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_NOT_AVAILABLE',
    422,
    {
      zh: `登记账户 ${account} 内 ${instrument} 可用 ${held} 吨，不足 ${wanted} 吨`,
      en: `Account ${account} has ${held} t of ${instrument} available in the registry, not ${wanted} t`,
    },
    { rule: 'CAR-004', details: { account, instrument, held, wanted } },
  );
}

export function applicationUnknown(id: string): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_APPLICATION_UNKNOWN',
    404,
    { zh: `没有结转申请 ${id}`, en: `There is no carry-over application ${id}` },
    { details: { id } },
  );
}

/** Something of what waited was ended by an authority meanwhile. */
export function unitsGone(id: string): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_UNITS_GONE',
    409,
    { zh: `结转申请 ${id} 的部分配额已被处置`, en: `Units of the application ${id} are not there any more` },
    { rule: 'CAR-004', details: { id } },
  );
}

export function registryOnly(): Refusal {
  return new Refusal(
    'ALLOWANCES_CARRY_OVER_REGISTRY_ONLY',
    403,
    { zh: '交易汇总由登记机构导入', en: 'Totals of trades are entered by the registry' },
    {},
  );
}
