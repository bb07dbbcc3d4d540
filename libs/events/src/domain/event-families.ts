import type { Text } from '@carbon/kernel';

/**
 * The acts of the audit trail that leave the house as events, by the first word of their action. Acts on people, their
 * sessions and their keys are not among them.
 */
export const EVENT_FAMILIES: Readonly<Record<string, Text>> = {
  'act-batch': { zh: '行为上报批次', en: 'batches of acts that a data partner told, for the partner' },
  account: { zh: '账户', en: 'accounts: states, freezes, closing' },
  'account-consent': {
    zh: '账户查询同意',
    en: 'consents of holders to be seen by their bank, and each look: for the holder',
  },
  'allocation-appeal': { zh: '配额异议', en: 'appeals against allocations' },
  'allocation-line': { zh: '配额核算明细', en: 'lines of an allocation round' },
  'allocation-reapproval': { zh: '重新核定', en: 'allocations approved again' },
  'allocation-round': { zh: '分配轮次', en: 'rounds of allocation' },
  'allowance-cap': { zh: '配额总量', en: 'caps' },
  allowances: { zh: '配额', en: 'allowances: issued, borrowed, cancelled, handed back' },
  asset: { zh: '资产', en: 'assets and suspected doubles' },
  'assistance-consent': { zh: '代为清缴同意', en: 'consents to be surrendered for' },
  attestation: { zh: '认证证书', en: 'attestations: validity, suspension' },
  auction: { zh: '单向竞价', en: 'auctions: announced, closed, cancelled; that a bid came, for its bidder' },
  'balance-value': { zh: '行业平衡值', en: 'balance values of sectors' },
  'bank-account': { zh: '银行账户', en: 'bank accounts of a holder: registered, removed' },
  'bank-entry': { zh: '银行流水', en: 'entries of a bank statement: assigned to an account, sent back' },
  'bank-reconciliation': { zh: '银行对账', en: 'differences with a bank, for whoever keeps the books' },
  'bank-statement': { zh: '银行对账单', en: 'statements of a bank taken in, for whoever keeps the books' },
  'block-trade': { zh: '大宗协议', en: 'block trades: quoted, agreed, settled, ended; for each party' },
  'carbon-code': { zh: '碳码', en: 'carbon codes shown or hidden' },
  'carry-over': { zh: '结转', en: 'carry-over of vintages' },
  cash: { zh: '资金', en: 'cash in and out' },
  certificates: { zh: '绿证', en: 'green certificates: issued, transferred, claimed, expired' },
  claim: { zh: '核销', en: 'claims of certificates' },
  'compliance-certificate': { zh: '履约证明', en: 'certificates of compliance' },
  'compliance-notice': { zh: '履约通知', en: 'notices of compliance' },
  credits: { zh: '减排量', en: 'credits: retired, cancelled, reversed' },
  'emission-deposit': { zh: '月度存证', en: 'monthly deposits of data' },
  'emission-report': { zh: '排放报告', en: 'emission reports: each step of their life' },
  emissions: { zh: '计量排放', en: 'measured emissions and targets' },
  emitter: { zh: '重点排放单位', en: 'key emitters: sites, units, service bodies' },
  'emitter-import': { zh: '名录与存证导入', en: 'imports of lists and deposits' },
  'emitter-list': { zh: '名录', en: 'lists of key emitters' },
  engagement: { zh: '审计委托', en: 'engagements of auditors' },
  'exchange-move': { zh: '登记与交易账户互转', en: 'moves between registry and exchange side' },
  'expiry-run': { zh: '到期处理', en: 'expiry runs' },
  'external-credit': { zh: '境外减排量', en: 'units of other registries' },
  funding: { zh: '奖励资助', en: 'budgets for rewards of inclusion: granted, ended' },
  'green-power': {
    zh: '绿电交易',
    en: 'green power of a park: participants, offers and demands, readings, intervals, contracts',
  },
  holder: { zh: '持有人', en: 'holders: names, mergers, states' },
  'inclusion-pool': {
    zh: '减排量汇集',
    en: 'pooling of residents’ reductions: terms, rounds, what became of them',
  },
  intake: { zh: '计量数据', en: 'meter data taken in' },
  'inclusion-partner': {
    zh: '碳普惠数据伙伴',
    en: 'data partners of programmes: admitted, suspended, resumed, feeds',
  },
  'internal-market': { zh: '内部市场', en: 'markets of parks and groups' },
  'judicial-freeze': { zh: '司法冻结', en: 'judicial freezes' },
  'market-day': { zh: '交易日终', en: 'days of a market that ended' },
  'market-fee-account': { zh: '手续费账户', en: 'where the fees of a market go' },
  'market-notice': { zh: '市场公告', en: 'notices of markets: risk warnings' },
  'meter-month': { zh: '电量', en: 'meter months and corrections' },
  'meter-months': { zh: '电量报送', en: 'meter months reported' },
  obligations: { zh: '履约责任', en: 'obligations handed over' },
  'owed-adjustment': { zh: '待扣减配额', en: 'adjustments that are owed' },
  penalty: { zh: '处罚', en: 'decisions on penalties' },
  plant: { zh: '电站', en: 'plants' },
  plants: { zh: '电站建档', en: 'plants filed' },
  pledge: { zh: '质押', en: 'pledges' },
  pool: { zh: '归集项目', en: 'pools of small reducers' },
  programme: { zh: '碳普惠项目', en: 'inclusion programmes: opened, closed' },
  project: { zh: '项目', en: 'projects: each step of their life' },
  'quality-plan': { zh: '数据质量控制方案', en: 'data-quality plans' },
  reductions: { zh: '减排量登记', en: 'reductions: reported, verified, registered' },
  retirement: { zh: '注销', en: 'retirements and their reversal' },
  reward: { zh: '积分兑换项', en: 'rewards for points: opened, changed, restocked, withdrawn' },
  'rule-pack': { zh: '规则包', en: 'rule packs: proposed, approved, withdrawn' },
  sale: { zh: '交易', en: 'sales: listed, settled, withdrawn' },
  'settlement-account': { zh: '结算账户', en: 'accounts through which a bank settles' },
  'settlement-line': { zh: '商户结算', en: 'what merchants of rewards are owed: corrections' },
  surrender: { zh: '清缴', en: 'surrenders: applied for, completed, reversed' },
  'surveillance-alert': {
    zh: '异常交易预警',
    en: 'alerts of abnormal trading, for those who see everything',
  },
  task: { zh: '待办', en: 'proposals and their approval' },
  tradable: { zh: '上市品种', en: 'instruments of a market: admitted, halted, resumed, delisted' },
  'trading-account': { zh: '交易账户', en: 'trading accounts: opened, changed, suspended, closed' },
  'transfer-order': { zh: '划转', en: 'transfers by order' },
  'trusted-account': { zh: '可信账户', en: 'trusted accounts' },
  verification: { zh: '核查', en: 'verification cases and findings' },
  'verified-import': { zh: '核查结果导入', en: 'imports of verified figures' },
  'verified-year': { zh: '核查结果', en: 'verified figures recorded and corrected' },
  warning: { zh: '预警', en: 'warnings raised and cleared' },
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
