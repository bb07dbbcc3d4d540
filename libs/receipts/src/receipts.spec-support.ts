import { createHash } from 'node:crypto';
import { canonicalJson } from '@carbon/kernel';
import type { ReceiptDocument, ReceiptFacts } from './domain/index';

const DOCUMENT: ReceiptDocument = {
  domain: 'carbon-ledger/example/v1\0',
  salt: new Uint8Array(16).fill(7),
  content: { receipt: 'CR-20261120-00000001-4', quantity: '7719' },
};

export function hashOf({ domain, salt, content }: ReceiptDocument): string {
  return createHash('sha256').update(domain).update(salt).update(canonicalJson(content)).digest('hex');
}

/** Invented facts of a neutrality claim of 7,719 t. */
export const FACTS: ReceiptFacts = {
  number: 'CR-20261120-00000001-4',
  kind: 'credit-retirement',
  title: { zh: '碳信用注销凭证', en: 'Receipt of credits retired' },
  scheme: 'CCER',
  account: 'CL-100-1024-0-27',
  holderId: '01900000-0000-7000-8000-000000000009',
  beneficiary: {
    kind: 'organisation',
    particulars: 'shown',
    nameZh: '示例产业园管理有限公司',
    nameEn: 'Example Park Management Co., Ltd.',
    identifier: '91350000MA00000000',
  },
  purpose: 'corporate-neutrality',
  purposeText: '2025 年度园区碳中和（示例）',
  period: { from: '2025-01-01', to: '2025-12-31' },
  place: '福建示例产业园',
  quantity: 7719n,
  unit: { zh: '吨二氧化碳当量', en: 'tCO2e' },
  lots: [
    { instrument: 'CCER-P0001-20240101-20241231', first: 1n, last: 7000n },
    { instrument: 'CCER-P0002-20240101-20241231', first: 301n, last: 1019n },
  ],
  lines: [
    {
      label: { zh: '排放清单', en: 'Inventory' },
      value: '范围一 1200.5 t · 范围二 6000.25 t · 范围三 517.75 t\nISO 14064-1',
    },
    {
      label: { zh: '认定方', en: 'Certifier' },
      value: '示例认证有限公司 Example Certification\nEX-2026-0001',
    },
  ],
  pack: { id: 'credit-retirement', version: '2026.1', certainty: 'X' },
  rules: [
    {
      rule: 'CCR-010',
      text: {
        zh: '用于抵销、碳中和的减排量须在登记系统注销',
        en: 'Units used to offset or neutralise are cancelled in the registry',
      },
      certainty: 'F',
    },
    {
      rule: 'REG-009',
      text: { zh: '14 日内可由登记机构撤销一次', en: 'The registry may reverse it once within 14 days' },
      certainty: 'X',
    },
  ],
  status: { state: 'valid' },
  reversibleUntil: new Date('2026-12-04T02:00:00Z'),
  transactionId: 1048n,
  recordedAt: new Date('2026-11-20T02:00:00Z'),
  documentHash: hashOf(DOCUMENT),
  document: DOCUMENT,
};
