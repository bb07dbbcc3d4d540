import type { ReceiptRule } from '@carbon/receipts';

/** What receipts of cancellations name; the rule has no figures, so no pack holds it. */
export const CANCELLATION_PACK = { id: 'allowance-cancellation', version: '2026.1', certainty: 'F' } as const;

export const CANCELLATION_RULES: readonly ReceiptRule[] = [
  {
    rule: 'ETS-012',
    text: {
      zh: '自愿注销的配额永久退出市场，不得再次核发、登记或交易，并予公示',
      en: 'Allowances cancelled voluntarily leave the market for good: they are never issued, registered or traded again, and the cancellation is public',
    },
    certainty: 'F',
  },
];
