import type { HolderState } from './holder-state';

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

export function isHolderKind(name: string): name is HolderKind {
  return HOLDER_KINDS.some((kind) => kind === name);
}

/** Short public name of a holder, chosen at entry and never changed. */
export const HOLDER_CODE = /^[A-Z0-9][A-Z0-9._-]{1,39}$/;

/** Country or region, ISO 3166-1 alpha-2. */
export const COUNTRY = /^[A-Z]{2}$/;

/** How far a regulator's word goes. */
export type RegulatorLevel = 'national' | 'provincial';

export interface Holder {
  readonly id: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: HolderKind;
  readonly province: string | null;
  /** Country or region of registration, ISO 3166-1. Only bodies of CN have a unified social credit code. */
  readonly country: string;
  readonly socialCreditCode: string | null;
  readonly state: HolderState;
  /** Whom it was merged into. */
  readonly successorId: string | null;
  /** Where the entry comes from, for honest labels: `synthetic`, a document line, a registration. */
  readonly source: string;
  readonly createdAt: Date;
}

/** A regulator of no province is the national one; null for holders of other kinds. */
export function regulatorLevel({ kind, province }: Pick<Holder, 'kind' | 'province'>): RegulatorLevel | null {
  if (kind !== 'regulator') return null;
  return province === null ? 'national' : 'provincial';
}

/** A line of a source document of the demonstration, `003 L1813,1877`. */
const DOCUMENT_LINE = /^\d{3} L\d/;

/**
 * Whether a holder must show its unified social credit code: every organisation of CN that was entered from its
 * registration. Residents have none, bodies from elsewhere may have none, and entries of the demonstration (made up, or
 * quoted from a document line) are nobody's registration.
 */
export function needsSocialCreditCode(entry: Pick<Holder, 'kind' | 'country' | 'source'>): boolean {
  if (entry.kind === 'resident' || entry.country !== 'CN') return false;
  return entry.source !== 'synthetic' && !DOCUMENT_LINE.test(entry.source);
}
