import type { Text } from '@carbon/kernel';

/**
 * The acts of the audit trail that leave the house as events, by the first word of their action. Acts on people, their
 * sessions and their keys are not among them.
 */
export const EVENT_FAMILIES: Readonly<Record<string, Text>> = {
  account: { zh: '账户', en: 'accounts: states, freezes, closing' },
  asset: { zh: '资产', en: 'assets and suspected doubles' },
  attestation: { zh: '认证证书', en: 'attestations: validity, suspension' },
  cash: { zh: '资金', en: 'cash in and out' },
  certificates: { zh: '绿证', en: 'green certificates: issued, transferred, claimed, expired' },
  claim: { zh: '核销', en: 'claims of certificates' },
  credits: { zh: '减排量', en: 'credits: retired, cancelled, reversed' },
  engagement: { zh: '审计委托', en: 'engagements of auditors' },
  'expiry-run': { zh: '到期处理', en: 'expiry runs' },
  'external-credit': { zh: '境外减排量', en: 'units of other registries' },
  holder: { zh: '持有人', en: 'holders: names, mergers, states' },
  intake: { zh: '计量数据', en: 'meter data taken in' },
  'judicial-freeze': { zh: '司法冻结', en: 'judicial freezes' },
  'meter-month': { zh: '电量', en: 'meter months and corrections' },
  'meter-months': { zh: '电量报送', en: 'meter months reported' },
  plant: { zh: '电站', en: 'plants' },
  plants: { zh: '电站建档', en: 'plants filed' },
  pledge: { zh: '质押', en: 'pledges' },
  pool: { zh: '归集项目', en: 'pools of small reducers' },
  project: { zh: '项目', en: 'projects: each step of their life' },
  reductions: { zh: '减排量登记', en: 'reductions: reported, verified, registered' },
  retirement: { zh: '注销', en: 'retirements and their reversal' },
  sale: { zh: '交易', en: 'sales: listed, settled, withdrawn' },
  task: { zh: '待办', en: 'proposals and their approval' },
  'trusted-account': { zh: '可信账户', en: 'trusted accounts' },
  'transfer-order': { zh: '划转', en: 'transfers by order' },
  verification: { zh: '核查', en: 'verification cases and findings' },
};

/** `ping` is what a test sends. */
export const PING = 'webhook.tested';

const TYPE = /^(\*|[a-z][a-z-]*\.(\*|[a-z][a-z-]*))$/;

/** Whether a subscription may ask for it: `*`, `certificates.*` or `certificates.issued`. */
export function isEventPattern(text: string): boolean {
  return TYPE.test(text) && (text === '*' || familyOf(text) in EVENT_FAMILIES);
}

export const familyOf = (type: string): string => type.slice(0, type.indexOf('.'));

/** The same as an SQL LIKE pattern. */
export function likePattern(pattern: string): string {
  return pattern.replace(/[\\%_]/g, '\\$&').replace('*', '%');
}
