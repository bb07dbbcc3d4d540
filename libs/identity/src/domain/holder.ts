/** What a holder is in the schemes; decides later which account kinds and applications are open to it. */
export const HOLDER_KINDS = [
  'key-emitter', // 重点排放单位
  'organisation', // 其他机构
  'resident', // 个人
  'generator', // 发电企业
  'project-owner', // 项目业主
  'aggregator', // 聚合商
  'market-operator', // 交易机构
  'verifier', // 核查、审定机构
  'auditor', // 审计机构
  'regulator', // 主管部门
  'registry-operator', // 注册登记机构
  'data-partner', // 数据合作方
  'merchant', // 商户
  'bank', // 银行
] as const;
export type HolderKind = (typeof HOLDER_KINDS)[number];

/** Short public name of a holder, chosen at entry and never changed. */
export const HOLDER_CODE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

export interface Holder {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: HolderKind;
  readonly province: string | null;
  /** Where the entry comes from, for honest labels: `synthetic`, a document line, a registration. */
  readonly source: string;
  readonly createdAt: Date;
}
