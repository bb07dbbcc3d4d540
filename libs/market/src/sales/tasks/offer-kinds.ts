import type { TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { parseChinaDate } from '@carbon/kernel';
import type { MarketParts } from '../../parts';
import { offerUnknown } from '../domain/refusals';
import { lockOffer } from '../persistence/offer';
import { endOffer } from '../use-cases/end-offer';
import { openOffer } from '../use-cases/open-offer';
import { type ProposedOffer, proposeOffer } from '../use-cases/propose-offer';
import { BilateralSalePayload, SaleListingPayload } from './payloads';

/** Units are listed at a fixed price for whoever may buy (GEC-008, TRD-001). */
export const saleListingKind = (parts: MarketParts): TaskKind<SaleListingPayload> => ({
  kind: 'sale-listing',
  title: { zh: '挂牌出售', en: 'Listing for sale' },
  payload: SaleListingPayload,
  ...rest(parts, (payload) => ({
    ...offered(payload),
    type: 'listed',
    minimum: payload.minimum === undefined ? undefined : BigInt(payload.minimum),
    step: payload.step === undefined ? undefined : BigInt(payload.step),
    buyers: payload.buyers,
  })),
});

/** Units are offered to one buyer, who takes the whole of it or declines (GEC-008). */
export const bilateralSaleKind = (parts: MarketParts): TaskKind<BilateralSalePayload> => ({
  kind: 'bilateral-sale',
  title: { zh: '双边协商出售', en: 'Bilateral sale' },
  payload: BilateralSalePayload,
  ...rest(parts, (payload) => ({
    ...offered(payload),
    type: 'bilateral',
    buyerAccount: payload.buyerAccount,
  })),
});

function rest<P extends object>(
  parts: MarketParts,
  offerOf: (payload: P) => ProposedOffer,
): Omit<TaskKind<P>, 'kind' | 'title' | 'payload'> {
  return {
    propose: 'sales.propose',
    approve: 'sales.approve',
    prepare: (tx, { payload, ...proposal }) => proposeOffer(tx, parts, offerOf(payload), proposal),
    execute: async (tx, task, approval) => {
      const { id, expiresAt } = await openOffer(tx, parts, task, approval);
      return { offer: id, expiresAt: expiresAt.toISOString() };
    },
    abandon: async (tx: Transaction, { id }, { how, by, now }) => {
      const offer = await lockOffer(tx, id);
      if (offer === undefined) throw offerUnknown(id);
      await endOffer(tx, parts, offer, { how: 'abandoned', by, now, reason: how });
    },
  };
}

function offered(payload: SaleListingPayload | BilateralSalePayload): Omit<ProposedOffer, 'type'> {
  const { account, instrument, fundsAccount, contract } = payload;
  return {
    ...{ account, instrument, fundsAccount, contract },
    quantity: BigInt(payload.quantity),
    serials: payload.serials?.map(({ first, last }) => ({ first: BigInt(first), last: BigInt(last) })),
    unitPriceFen: BigInt(payload.unitPriceFen),
    validUntil: parseChinaDate(payload.validUntil, 'payload.validUntil'),
  };
}
