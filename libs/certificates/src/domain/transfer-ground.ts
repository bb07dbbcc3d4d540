import type { ElectricityClass } from './electricity-class';

/**
 * Why certificates change hands by somebody's order. A sale, alone or with green power, happens once to a certificate
 * (GEC-009). Self-use power is moved to the user on the site on proof, once (GEC-012). An agent hands what it bought to
 * the user it bought for, once (GEC-017, X). An assignment is none of these, e.g. the way back of a wrong delivery.
 */
export const transferGrounds = [
  'sale',
  'green-power-sale',
  'self-use',
  'agent-delivery',
  'assignment',
] as const;
export type TransferGround = (typeof transferGrounds)[number];

/** Grounds of moves that follow from settlements and plans: nobody gives them in an order. */
export type SettledGround = 'green-power-settlement' | 'hydro-direct' | 'provincial-plan';
export type Ground = TransferGround | SettledGround;

/** Sold in the sense of GEC-009: only tradable certificates, once. */
export const isSale = (ground: Ground): boolean =>
  ground === 'sale' || ground === 'green-power-sale' || ground === 'green-power-settlement';

/** Moves after which nobody trades the certificate: sales, and those that bring it to its user. */
export const isFinal = (ground: Ground): boolean => ground !== 'assignment' && ground !== 'agent-delivery';

/** GEC-019: whether a certificate went with green power or alone. */
export const isGreenPower = (ground: Ground): boolean =>
  ground === 'green-power-sale' || ground === 'green-power-settlement';

/** The certificates that a ground is for; any where undefined. */
export function classesOf(ground: Ground): readonly ElectricityClass[] | undefined {
  switch (ground) {
    case 'self-use':
      return ['self-use'];
    case 'provincial-plan':
      return ['price-settled', 'grid-agency'];
    case 'hydro-direct':
      return ['on-grid'];
    default:
      return undefined;
  }
}

/** The form of a sale (GEC-008). */
export const tradeForms = ['listed', 'bilateral', 'auction'] as const;
export type TradeForm = (typeof tradeForms)[number];

/** What an order says of itself beyond who, what and to whom. */
export interface TransferTerms {
  readonly ground: Ground;
  readonly form?: TradeForm;
  /** Fen for one certificate. */
  readonly priceFen?: bigint;
  /** SHA-256 of the contract, and of the settlement or the published plan. */
  readonly contractHash?: Buffer;
  readonly proofHash?: Buffer;
  /** Where the power was used. */
  readonly site?: string;
  readonly reference?: string;
}
