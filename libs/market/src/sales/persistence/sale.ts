import type { Transaction } from '@carbon/database';
import { OFFER_TYPES } from './offer';

/** How something came to be sold. */
export const SALE_TYPES = [...OFFER_TYPES, 'auction'] as const;
export type SaleType = (typeof SALE_TYPES)[number];

/** A sale that was settled: units and money changed hands together (GEC-019). */
export interface Sale {
  readonly id: string;
  readonly type: SaleType;
  /** The offer it was bought from and the purchase that bought it; null for what was sold by auction. */
  readonly offerId: string | null;
  readonly purchaseId: string | null;
  /** The auction and the bid that won; null for what was bought from an offer. */
  readonly auctionId: string | null;
  readonly bidId: string | null;
  readonly sellerAccount: string;
  readonly sellerFundsAccount: string;
  /** Who sold, at the time. */
  readonly sellerId: string;
  readonly buyerAccount: string;
  readonly buyerFundsAccount: string;
  readonly buyerId: string;
  readonly instrument: string;
  readonly instrumentKind: string;
  readonly unit: string;
  readonly scheme: string;
  /** Production month or vintage. */
  readonly period: string | null;
  readonly province: string | null;
  readonly subsidyClass: string | null;
  readonly quantity: bigint;
  /** `first-last`; null for units without serials. */
  readonly serials: readonly string[] | null;
  readonly unitPriceFen: bigint;
  readonly amountFen: bigint;
  readonly sellerFeeFen: bigint;
  readonly buyerFeeFen: bigint;
  readonly rulePack: string;
  readonly contract: string | null;
  readonly initiator: string;
  readonly approver: string;
  readonly transactionId: bigint;
  readonly settledAt: Date;
}

export async function insertSale(tx: Transaction, sale: Sale): Promise<void> {
  await tx.query(
    `insert into market.sale (id, type, offer_id, purchase_id, seller_account, seller_funds_account, seller_id,
       buyer_account, buyer_funds_account, buyer_id, instrument, instrument_kind, unit, scheme, period, province,
       subsidy_class, quantity, serials, unit_price_fen, amount_fen, seller_fee_fen, buyer_fee_fen, rule_pack, contract,
       initiator, approver, transaction_id, settled_at, auction_id, bid_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28, $29, $30, $31)`,
    [
      sale.id,
      sale.type,
      sale.offerId,
      sale.purchaseId,
      sale.sellerAccount,
      sale.sellerFundsAccount,
      sale.sellerId,
      sale.buyerAccount,
      sale.buyerFundsAccount,
      sale.buyerId,
      sale.instrument,
      sale.instrumentKind,
      sale.unit,
      sale.scheme,
      sale.period,
      sale.province,
      sale.subsidyClass,
      sale.quantity,
      sale.serials,
      sale.unitPriceFen,
      sale.amountFen,
      sale.sellerFeeFen,
      sale.buyerFeeFen,
      sale.rulePack,
      sale.contract,
      sale.initiator,
      sale.approver,
      sale.transactionId,
      sale.settledAt,
      sale.auctionId,
      sale.bidId,
    ],
  );
}
