/** Told to a resident who leaves: what is gone. */
export const DELETED = {
  zh: '行为记录及其盐值、判定结果、月度合计、绑定关系、项目成员身份、家庭关系、设置、未使用的兑换券',
  en: 'acts with their salts, verdicts, monthly totals, links, memberships, family ties, preferences, unused vouchers',
} as const;

/** What is left of a resident, and why: nothing of it leads to the acts or tells what they were. */
export const STAYS = [
  {
    whatZh: '账本中积分的发放与注销流水，只写账户号',
    whatEn: 'rows of the ledger about points, by account number',
    whyZh: '账本只增不改，供任何人核对总量。',
    whyEn: 'the ledger is never changed, so that anybody can check its sums',
    rule: 'PTS-005',
  },
  {
    whatZh: '各批记录的承诺值，没有盐值无人能重算',
    whatEn: 'commitments in the batches, which nobody can make again without the salts',
    whyZh: '其他居民的证明要靠它们成立。',
    whyEn: 'the proofs of other residents stand on them',
    rule: 'PII-005',
  },
  {
    whatZh: '项目各月的合计，已并入离开者总数',
    whatEn: 'monthly sums of the programme, among those of all who left',
    whyZh: '合计不指向任何人。',
    whyEn: 'a sum is about nobody',
    rule: 'PII-003',
  },
  {
    whatZh: '同意与撤回的记录、审计日志',
    whatEn: 'the record of consents and withdrawals, and the audit trail',
    whyZh: '法律要求日志至少保存六个月，并须证明曾经取得同意。',
    whyEn: 'law has logs kept six months at least, and consent must be shown',
    rule: 'PII-006',
  },
  {
    whatZh: '您的登录账号和个人信息',
    whatEn: 'your sign-in and what is known of you as a person',
    whyZh: '您可能还在为单位办事；全部删除请用 POST /v1/me/erasure。',
    whyEn: 'you may act for others here, too: POST /v1/me/erasure deletes it all',
    rule: 'PII-003',
  },
] as const;
