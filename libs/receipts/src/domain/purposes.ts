import type { Text } from '@carbon/kernel';

/** What units are used up for (RULES.md section 9). */
export const RECEIPT_PURPOSES = [
  'national-ets-offset',
  'local-offset',
  'event-neutrality',
  'corporate-neutrality',
  'green-power-claim',
  'product-claim',
  'ecological-damage-compensation',
  'compliance-surrender',
  'voluntary',
] as const;
export type ReceiptPurpose = (typeof RECEIPT_PURPOSES)[number];

export const PURPOSE_TITLES: Readonly<Record<ReceiptPurpose, Text>> = {
  'national-ets-offset': { zh: '全国碳市场抵销', en: 'Offset in the national ETS' },
  'local-offset': { zh: '地方碳市场抵销', en: 'Offset in a local ETS' },
  'event-neutrality': { zh: '大型活动碳中和', en: 'Carbon neutrality of an event' },
  'corporate-neutrality': { zh: '企业碳中和', en: 'Carbon neutrality of an organisation' },
  'green-power-claim': { zh: '绿色电力消费声明', en: 'Claim of green power use' },
  'product-claim': { zh: '产品碳声明', en: 'Claim about a product' },
  'ecological-damage-compensation': { zh: '生态损害赔偿', en: 'Compensation of ecological damage' },
  'compliance-surrender': { zh: '碳排放配额清缴', en: 'Surrender for compliance' },
  voluntary: { zh: '自愿注销', en: 'Voluntary retirement' },
};
