export const PAYMENT_STATES = ['queued', 'sent', 'paid', 'rejected'] as const;
/** queued: the bank has not taken it. sent: the bank has. paid and rejected: its last word. */
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const PAYMENT_KINDS = ['withdrawal', 'return'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** An order to a bank: money leaves the settlement account for a payee. */
export interface PaymentOrder {
  readonly id: string;
  readonly kind: PaymentKind;
  /** The settlement account it is paid from, as the bank knows it. */
  readonly from: string;
  /** Ours; the bank pays once however often it hears it. */
  readonly endToEnd: string;
  readonly payee: { readonly name: string; readonly account: string; readonly bank: string };
  readonly amountFen: bigint;
  readonly text: string;
}

/** What a bank says of an order. */
export type PaymentWord =
  | { readonly status: 'accepted' }
  | { readonly status: 'paid'; readonly reference: string }
  | { readonly status: 'rejected'; readonly reason: string };

const PREFIX = 'CLW';

/** The end-to-end reference of an order: ISO 20022 allows 35 characters. */
export const endToEndOf = (id: string): string => `${PREFIX}${id.replaceAll('-', '').toUpperCase()}`;
