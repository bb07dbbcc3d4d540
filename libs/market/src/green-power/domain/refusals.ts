import { Refusal } from '@carbon/kernel';

const RULE = 'S30';

export function notAdmitted(side: 'sell' | 'buy'): Refusal {
  return new Refusal(
    'GREEN_POWER_NOT_ADMITTED',
    422,
    {
      zh: `仅限经核验的用户${side === 'sell' ? '出售' : '购买'}本地绿电`,
      en: `Only verified users may ${side} local green power here`,
    },
    { rule: RULE, details: { side } },
  );
}

export function admittedAlready(holder: string): Refusal {
  return new Refusal(
    'GREEN_POWER_ADMITTED_ALREADY',
    409,
    { zh: `${holder} 已是本地绿电市场的用户`, en: `${holder} is let in already` },
    { rule: RULE, details: { holder } },
  );
}

export function participantUnknown(holder: string): Refusal {
  return new Refusal(
    'GREEN_POWER_PARTICIPANT_UNKNOWN',
    404,
    { zh: `${holder} 不是本地绿电市场的用户`, en: `${holder} is not let in` },
    { rule: RULE, details: { holder } },
  );
}

export function notAnInterval(minutes: number): Refusal {
  return new Refusal(
    'GREEN_POWER_NOT_AN_INTERVAL',
    422,
    { zh: `时段应以 ${minutes} 分钟为单位起始`, en: `Intervals begin every ${minutes} minutes` },
    { rule: RULE, details: { minutes: minutes.toString() } },
  );
}

export function gateClosed(gate: string): Refusal {
  return new Refusal(
    'GREEN_POWER_GATE_CLOSED',
    409,
    { zh: `该时段的申报已于 ${gate} 截止`, en: `Orders for this interval were taken until ${gate}` },
    { rule: RULE, details: { gate } },
  );
}

export function priceOutside(tick: string, cap: string): Refusal {
  return new Refusal(
    'GREEN_POWER_PRICE_OUTSIDE',
    422,
    {
      zh: `价格应为 ${tick} 元/千瓦时的整数倍，且不超过 ${cap} 元/千瓦时`,
      en: `Prices are multiples of ${tick} yuan per kWh, of at most ${cap}`,
    },
    { rule: RULE, details: { tick, cap } },
  );
}

export function energyOffStep(step: bigint): Refusal {
  return new Refusal(
    'GREEN_POWER_ENERGY_OFF_STEP',
    422,
    { zh: `电量应为 ${step} 瓦时的整数倍`, en: `Energy is traded in multiples of ${step} Wh` },
    { rule: RULE, details: { stepWh: step.toString() } },
  );
}

export function notAPlant(asset: string): Refusal {
  return new Refusal(
    'GREEN_POWER_NOT_A_PLANT',
    422,
    {
      zh: `资产 ${asset} 不是已登记发电类型的电源`,
      en: `The asset ${asset} is no plant whose kind of source is on record`,
    },
    { rule: RULE, details: { asset } },
  );
}

export function offeredAlready(asset: string): Refusal {
  return new Refusal(
    'GREEN_POWER_OFFERED_ALREADY',
    409,
    {
      zh: `电源 ${asset} 在该时段已有报价，请先撤回`,
      en: `The plant ${asset} has an offer in this interval already: one price a source`,
    },
    { rule: 'INV-04', details: { asset } },
  );
}

export function orderUnknown(id: string): Refusal {
  return new Refusal(
    'GREEN_POWER_ORDER_UNKNOWN',
    404,
    { zh: `申报 ${id} 不存在`, en: `There is no order ${id}` },
    { details: { order: id } },
  );
}

export function orderEnded(id: string, state: string): Refusal {
  return new Refusal(
    'GREEN_POWER_ORDER_ENDED',
    409,
    { zh: `申报 ${id} 当前为 ${state}`, en: `The order ${id} is ${state}` },
    { rule: RULE, details: { order: id, state } },
  );
}

export function noPartner(): Refusal {
  return new Refusal(
    'GREEN_POWER_NO_PARTNER',
    422,
    { zh: '读数应由数据合作方上报', en: 'Readings come from the people of a data partner' },
    { rule: RULE },
  );
}

export function powerOpen(account: string): Refusal {
  return new Refusal(
    'GREEN_POWER_OPEN_ABOUT_ACCOUNT',
    422,
    {
      zh: `账户 ${account} 有未结清的本地绿电申报或合同，不能销户`,
      en: `Account ${account} has orders or contracts of local power that are not settled; it cannot be closed`,
    },
    { rule: 'REG-010', details: { account } },
  );
}
