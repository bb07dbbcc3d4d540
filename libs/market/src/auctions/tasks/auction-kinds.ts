import type { TaskKind } from '@carbon/approvals';
import { chinaTimestamp, parseMoment } from '@carbon/kernel';
import { parsePriceFen } from '../../orders/domain/yuan';
import type { AuctionParts } from '../parts';
import { noteCalledOff } from '../persistence/auctions';
import { announceAuction } from '../use-cases/announce-auction';
import { cancelAuction, prepareCancellation } from '../use-cases/cancel-auction';
import { proposeAuction, type ProposedAuction } from '../use-cases/propose-auction';
import { AuctionCancellationPayload, AuctionPayload } from './payloads';

/**
 * TRD-012: who holds the auction looks at it, the market's or the registry's checkers, never the seller's own second person. So
 * it asks for a permission that no seller's people have: a kind whose proposing house could approve would be left to it.
 */
const BY_THE_VENUE = { propose: 'auctions.propose', approve: 'market-control.approve' } as const;

/** Units are sold by one-way auction (TRD-001, TRD-012; certificates: GEC-008). */
export const auctionKind = (parts: AuctionParts): TaskKind<AuctionPayload> => ({
  kind: 'auction',
  title: { zh: '单向竞价', en: 'One-way auction' },
  payload: AuctionPayload,
  ...BY_THE_VENUE,
  prepare: (tx, { payload, ...proposal }) => proposeAuction(tx, parts, proposedBy(payload), proposal),
  execute: async (tx, task, approval) => {
    const { id, opensAt, closesAt } = await announceAuction(tx, parts, task, approval);
    return { auction: id, opensAt: chinaTimestamp(opensAt), closesAt: chinaTimestamp(closesAt) };
  },
  // nothing stands apart before the approval
  abandon: (tx, { id }, { how, now, reason }) => noteCalledOff(tx, id, 'abandoned', reason ?? how, now),
});

/** An announced auction is called off before it opens. */
export const auctionCancellationKind = (parts: AuctionParts): TaskKind<AuctionCancellationPayload> => ({
  kind: 'auction-cancellation',
  title: { zh: '取消竞价', en: 'Cancelling an auction' },
  payload: AuctionCancellationPayload,
  ...BY_THE_VENUE,
  prepare: (tx, { payload, caller, now }) =>
    prepareCancellation(tx, payload.auction, payload.cancelReason, { caller, now }),
  execute: async (tx, task, approval) => {
    const { auction: id, cancelReason: reason } = task.payload;
    await cancelAuction(tx, parts, task, { id, reason }, approval);
    return { auction: id };
  },
});

function proposedBy(payload: AuctionPayload): ProposedAuction {
  const { lot, tradingAccount, account, fundsAccount, instrument, pricing, bidders, note } = payload;
  return {
    ...{ lot, tradingAccount, account, fundsAccount, instrument, pricing, bidders, note },
    quantity: BigInt(payload.quantity),
    reserveFen: parsePriceFen(payload.reservePrice, 'payload.reservePrice'),
    step: payload.step === undefined ? undefined : BigInt(payload.step),
    largest: payload.largest === undefined ? undefined : BigInt(payload.largest),
    opensAt: parseMoment(payload.opensAt, 'payload.opensAt'),
    closesAt: parseMoment(payload.closesAt, 'payload.closesAt'),
  };
}
