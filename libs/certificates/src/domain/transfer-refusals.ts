import { fault, malformed, Refusal } from '@carbon/kernel';

/** GEC-012: the contract and the settlement between producer and user, and the site of use. */
export function proofNeeded(): Refusal {
  return malformed(
    ['contractHash', 'settlementHash', 'site'].map((field) =>
      fault(field, 'required', 'is needed to move self-used power to its user', '自发自用电量划转须提供'),
    ),
  );
}

export function selfUseByProof(certificates: string): Refusal {
  return new Refusal(
    'GEC_SELF_USE_BY_PROOF',
    422,
    {
      zh: `绿证 ${certificates} 对应自发自用电量，只能凭合同和结算依据划转给实际用户`,
      en: `Certificates ${certificates} are of self-used power: they move to its user on contract and settlement only`,
    },
    { rule: 'GEC-012', details: { certificates } },
  );
}

export function notOfGround(certificates: string, ground: string): Refusal {
  return new Refusal(
    'GEC_WRONG_CLASS',
    422,
    {
      zh: `绿证 ${certificates} 的电量类别不适用划转依据 ${ground}`,
      en: `Certificates ${certificates} are not of the class that ${ground} is for`,
    },
    { rule: ground === 'self-use' ? 'GEC-012' : 'GEC-011', details: { certificates, ground } },
  );
}

/** What stands in a provincial account is shared out by a published plan, not traded (X for sales). */
export function provincialByPlan(account: string): Refusal {
  return new Refusal(
    'GEC_PROVINCIAL_BY_PLAN',
    422,
    {
      zh: `${account} 为省级账户，其中绿证按公布的分配方案划转`,
      en: `${account} is a provincial account: what stands in it is shared out by a published plan`,
    },
    { rule: 'GEC-011', details: { account } },
  );
}

export function notProvincial(account: string): Refusal {
  return new Refusal(
    'GEC_NOT_PROVINCIAL',
    422,
    { zh: `${account} 不是省级账户`, en: `${account} is not a provincial account` },
    { rule: 'GEC-011', details: { account } },
  );
}

export function notAgent(account: string): Refusal {
  return new Refusal(
    'GEC_NOT_AGENT',
    422,
    { zh: `${account} 不是代理账户`, en: `${account} is not the account of an agent` },
    { rule: 'GEC-017', details: { account } },
  );
}

export function notBought(certificates: string): Refusal {
  return new Refusal(
    'GEC_NOT_BOUGHT',
    422,
    {
      zh: `绿证 ${certificates} 并非代理购入，或已交付用户`,
      en: `Certificates ${certificates} were not bought by the agent, or were delivered before`,
    },
    { rule: 'GEC-017', details: { certificates } },
  );
}

export function accountRoleTaken(account: string, province: string | null): Refusal {
  return new Refusal(
    'GEC_ACCOUNT_ROLE_TAKEN',
    409,
    {
      zh: `${account} 已有角色，或该省已设省级账户`,
      en: `${account} has a role already, or the province has its account`,
    },
    { rule: 'GEC-017', details: { account, ...(province !== null && { province }) } },
  );
}

export function notARegulator(account: string): Refusal {
  return new Refusal(
    'GEC_NOT_A_REGULATOR',
    422,
    {
      zh: `${account} 不是主管部门的持有账户，不能作为省级账户`,
      en: `${account} is not a holding account of a regulator: it cannot be provincial`,
    },
    { rule: 'GEC-017', details: { account } },
  );
}
