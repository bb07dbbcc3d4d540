import { Refusal } from '@carbon/kernel';

export const reapprovalUnknown = (id: string): Refusal =>
  new Refusal(
    'ALLOCATION_REAPPROVAL_UNKNOWN',
    404,
    { zh: `重新核定事项 ${id} 不存在`, en: `There is no re-approval ${id}` },
    { details: { reapproval: id } },
  );

export const reapprovalDecided = (id: string): Refusal =>
  new Refusal(
    'ALLOCATION_REAPPROVAL_DECIDED',
    409,
    { zh: `重新核定事项 ${id} 已办结`, en: `The re-approval ${id} is done` },
    { rule: 'ALC-012', details: { reapproval: id } },
  );

export const notIssuedYet = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_NOT_ISSUED_YET',
    409,
    {
      zh: `分配轮次 ${number} 尚未发放该企业的配额，发放后再重新核定`,
      en: `The allocation round ${number} has not issued to this enterprise; it is approved again after that`,
    },
    { rule: 'ALC-012', details: { round: number } },
  );

export const heldTooLittle = (holder: string, held: bigint, wanted: bigint): Refusal =>
  new Refusal(
    'ALLOCATION_PROVINCE_HOLDS_LESS',
    422,
    {
      zh: `省级账户代 ${holder} 持有 ${held.toString()} 吨，不足 ${wanted.toString()} 吨`,
      en: `The province holds ${held.toString()} t for ${holder}; ${wanted.toString()} t were asked for`,
    },
    { rule: 'ALC-010', details: { holder, held: held.toString(), wanted: wanted.toString() } },
  );

export const nothingDemanded = (id: string): Refusal =>
  new Refusal(
    'ALLOCATION_NOTHING_DEMANDED',
    422,
    {
      zh: `收回要求 ${id} 已无待退还数量，或数量超出`,
      en: `No more, or less than that, is to be handed back by the demand ${id}`,
    },
    { rule: 'ALC-012', details: { demand: id } },
  );

export const demandUnknown = (id: string): Refusal =>
  new Refusal(
    'ALLOCATION_DEMAND_UNKNOWN',
    404,
    { zh: `收回要求 ${id} 不存在`, en: `There is no demand ${id}` },
    { details: { demand: id } },
  );

export const owesLess = (holder: string): Refusal =>
  new Refusal(
    'ALLOCATION_OWES_LESS',
    422,
    { zh: `${holder} 的待扣减配额不足`, en: `${holder} owes less than that` },
    { rule: 'ALC-011', details: { holder } },
  );

export const tradedOnly = (instrument: string): Refusal =>
  new Refusal(
    'ALLOWANCE_TRADED_ONLY',
    422,
    {
      zh: `${instrument} 在不同持有人之间通过交易机构转让；本人登记账户与交易账户之间划转请用划转业务`,
      en: `${instrument} changes hands at the exchange; between a holder's own registry and exchange side it is moved by its own act`,
    },
    { rule: 'ETS-003, TRD-001', details: { instrument } },
  );
