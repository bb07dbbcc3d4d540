import { Refusal } from '@carbon/kernel';

export function pledgeUnknown(pledge: string): Refusal {
  return new Refusal(
    'PLEDGE_UNKNOWN',
    404,
    { zh: `质押 ${pledge} 不存在`, en: `There is no pledge ${pledge}` },
    { details: { pledge } },
  );
}

export function pledgeNotInForce(pledge: string): Refusal {
  return new Refusal(
    'PLEDGE_NOT_IN_FORCE',
    409,
    { zh: `质押 ${pledge} 未生效或已解除`, en: `Pledge ${pledge} is not in force` },
    { rule: 'ETS-009', details: { pledge } },
  );
}

export function pledgeToOneself(holder: string): Refusal {
  return new Refusal(
    'PLEDGE_TO_ONESELF',
    422,
    { zh: `${holder} 不能将单位质押给自己`, en: `${holder} cannot pledge units to itself` },
    { rule: 'ETS-009', details: { holder } },
  );
}

/** A pledge protects its creditor: who gave the units in pledge does not take them out of it. */
export function releasedByPledgee(pledge: string): Refusal {
  return new Refusal(
    'PLEDGE_RELEASED_BY_PLEDGEE',
    403,
    { zh: `质押 ${pledge} 只能由质权人解除`, en: `Pledge ${pledge} is released by its pledgee only` },
    { rule: 'ETS-009', details: { pledge } },
  );
}

export function pledgeHoldsLess(pledge: string, held: bigint, asked: bigint): Refusal {
  return new Refusal(
    'PLEDGE_HOLDS_LESS',
    422,
    {
      zh: `质押 ${pledge} 仅余 ${held}，不足 ${asked}`,
      en: `Pledge ${pledge} still holds ${held}; ${asked} were asked for`,
    },
    { rule: 'ETS-009', details: { pledge, held: held.toString(), asked: asked.toString() } },
  );
}

export function pledgeOver(until: string): Refusal {
  return new Refusal(
    'PLEDGE_PERIOD_OVER',
    422,
    { zh: `质押期限 ${until} 已过`, en: `A pledge until ${until} would be over already` },
    { rule: 'ETS-009', details: { until } },
  );
}

/** The account went to another holder since the proposal. */
export function pledgorChanged(account: string): Refusal {
  return new Refusal(
    'PLEDGE_HOLDER_CHANGED',
    409,
    {
      zh: `账户 ${account} 的持有人已变更，须重新申请质押`,
      en: `Account ${account} has another holder by now; the pledge is proposed anew`,
    },
    { rule: 'REG-012', details: { account } },
  );
}
