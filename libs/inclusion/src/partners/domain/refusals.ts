import { Refusal } from '@carbon/kernel';

export const partnerExists = (code: string): Refusal =>
  new Refusal(
    'PARTNER_EXISTS',
    409,
    { zh: `数据伙伴代码 ${code} 已被使用`, en: `The code ${code} is another data partner’s` },
    { details: { partner: code } },
  );

export const notADataPartner = (holder: string): Refusal =>
  new Refusal(
    'PARTNER_HOLDER_KIND',
    422,
    {
      zh: `主体 ${holder} 不是数据伙伴，不能上报行为`,
      en: `The holder ${holder} is no data partner and tells of no acts`,
    },
    { rule: 'CNV-003', details: { holder } },
  );

export const methodsUnknown = (methods: readonly string[], pack: string): Refusal =>
  new Refusal(
    'PARTNER_METHODS_UNKNOWN',
    422,
    {
      zh: `规则包 ${pack} 没有这些行为类别：${methods.join('、')}`,
      en: `The pack ${pack} has no methods ${methods.join(', ')}`,
    },
    { rule: 'PTS-001', details: { pack, methods: methods.join(', ') } },
  );

export const partnerStateAlready = (code: string, state: string): Refusal =>
  new Refusal(
    'PARTNER_STATE_ALREADY',
    409,
    { zh: `数据伙伴 ${code} 的状态不允许此操作（${state}）`, en: `The data partner ${code} is ${state}` },
    { details: { partner: code, state } },
  );

export const feedAddressRefused = (): Refusal =>
  new Refusal('PARTNER_FEED_ADDRESS', 422, {
    zh: '取数地址须为公网 https 地址，且不含用户名、密码和片段',
    en: 'The address of a feed is https on the public internet, without user, password or fragment',
  });
