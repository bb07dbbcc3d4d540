import {
  type Fees,
  type Goods,
  type Leg,
  legsOf,
  type PartyRole,
  type Terms,
} from '../../domain/negotiation';

export const NEGOTIATION_STATES = [
  'proposed',
  'open',
  'settled',
  'declined',
  'withdrawn',
  'expired',
  'abandoned',
] as const;
export type NegotiationState = (typeof NEGOTIATION_STATES)[number];

/** How an open negotiation ends without a trade. */
export type WithoutTrade = Extract<NegotiationState, 'declined' | 'withdrawn' | 'expired'>;

export const NEGOTIATION_KINDS = ['block', 'swap'] as const;
export type NegotiationKind = (typeof NEGOTIATION_KINDS)[number];

/** One side of a negotiation. */
export interface Party {
  /** The holder of its trading account now. */
  readonly holderId: string;
  /** Its trading account in the market of the instrument. */
  readonly account: string;
  /** Of a swap: the one in the market of what goes back. */
  readonly returnAccount: string | undefined;
}

/** What one side said it would do. */
export interface Quote {
  readonly id: string;
  readonly negotiationId: string;
  readonly by: PartyRole;
  /** Its place among what both have seen, from 1; undefined until its own house released it. */
  readonly round: number | undefined;
  /** The round it answers; 0 for the one that opens. */
  readonly answers: number;
  readonly terms: Terms;
  readonly fees: Fees;
  /** The first moment at which it does not stand any more. */
  readonly expiresAt: Date;
  /** `id@version` of the rules its fees are from. */
  readonly rulePack: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly releasedAt: Date | undefined;
}

/** Two parties about one matter. */
export interface Negotiation {
  readonly id: string;
  readonly seq: string;
  readonly kind: NegotiationKind;
  readonly goods: Goods;
  readonly parties: Readonly<Record<PartyRole, Party>>;
  readonly openedBy: PartyRole;
  readonly state: NegotiationState;
  readonly rounds: number;
  /** The quote that counts, or was the last to count; undefined before the first was released. */
  readonly last: Quote | undefined;
  readonly trades: readonly bigint[];
  readonly proposedAt: Date;
  readonly openedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly endedBy: PartyRole | 'system' | undefined;
  readonly endedBecause: string | undefined;
}

/** What would change hands by a quote. */
export const legsOfQuote = ({ goods }: Pick<Negotiation, 'goods'>, { terms, fees }: Quote): readonly Leg[] =>
  legsOf(goods, terms, fees);

/** In plain words, for approvers and the trail. */
export function sentenceOf({ instrument, back }: Goods, terms: Terms): { zh: string; en: string } {
  if (terms.kind === 'block') {
    const { quantity, priceFen } = terms;
    return {
      zh: `${instrument} ${quantity} 单位，单价 ${priceFen} 分，金额 ${quantity * priceFen} 分`,
      en: `${quantity} of ${instrument} at ${priceFen} fen a unit, ${quantity * priceFen} fen`,
    };
  }
  const { quantity, returnQuantity, cashFen, cashFrom } = terms;
  const other = back?.instrument ?? '';
  const who = { giver: { zh: '交付方', en: 'giver' }, receiver: { zh: '接收方', en: 'receiver' } }[cashFrom];
  return {
    zh: `${instrument} ${quantity} 单位置换 ${other} ${returnQuantity} 单位${cashFen === 0n ? '' : `，${who.zh}另付 ${cashFen} 分`}`,
    en: `${quantity} of ${instrument} for ${returnQuantity} of ${other}${cashFen === 0n ? '' : `, the ${who.en} pays ${cashFen} fen beside`}`,
  };
}
