import { recordAudit } from '@carbon/audit';
import { type Serials, takeLowest, toRecord } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import { newId } from '@carbon/kernel';
import { type Command, type InstrumentView, readInstrument, type SimpleCommand } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { insertSale, type Sale } from '../../sales/persistence/sale';
import { instrumentUnknown } from '../../sales/domain/refusals';
import { FROZEN, purchasedTransfer } from '../../sales/use-cases/units';
import { type Auction, feeOf } from '../domain/auction';
import type { AuctionParts } from '../parts';
import { noteLeft } from '../persistence/auctions';
import type { CountedBid, Given } from '../domain/bid';

/** What one winner is given: its certificates, the lowest of the lot first. */
interface Gift {
  readonly bid: CountedBid;
  readonly serials: readonly Serials[] | null;
  readonly sellerFeeFen: bigint;
}

/**
 * Delivery versus payment of certificates that were won. Their scheme is asked of each buyer again, and hears of each sale, so
 * that a certificate sells once (GEC-009, GEC-013); each stands in the register of sales (GEC-019).
 * @throws Refusal of the scheme or the ledger
 */
export async function giveCertificates(
  tx: Transaction,
  parts: AuctionParts,
  auction: Auction,
  winners: readonly CountedBid[],
  back: readonly Command[],
  now: Date,
): Promise<ReadonlyMap<string, Given>> {
  const instrument = await readInstrument(tx, auction.instrument);
  if (instrument === undefined) throw instrumentUnknown(auction.instrument);
  const { gifts, left } = cut(auction, winners);
  const moved = gifts.map(({ bid, serials }) =>
    purchasedTransfer(
      { account: auction.unitsAccount, instrument: instrument.code },
      bid.unitsAccount,
      { quantity: bid.opened.won, serials },
      'execution',
      now,
    ),
  );
  for (const one of moved) await parts.rules.check(tx, instrument.scheme, one);
  const facts = await parts.rules.factsOf(tx, instrument.scheme, instrument.code);
  const outcomes = await parts.ledger.submit(tx, [
    ...gifts.map((gift): Command => settlementOf(auction, gift)),
    ...back,
  ]);
  for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.refusal;
  const given = new Map<string, Given>();
  for (const [at, gift] of gifts.entries()) {
    const outcome = outcomes[at];
    const one = moved[at];
    if (outcome?.status !== 'done' || one === undefined) throw new Error('the ledger gave no outcome');
    const { transactionId } = outcome;
    await parts.rules.completed(tx, instrument.scheme, one, transactionId);
    const sale = saleOf(auction, gift, instrument, facts, transactionId, now);
    await insertSale(tx, sale);
    await tellBothSides(tx, sale);
    given.set(gift.bid.id, { transactionId });
  }
  if (gifts.length > 0) await noteLeft(tx, auction.id, left.remaining, left.serials);
  return given;
}

function cut(auction: Auction, winners: readonly CountedBid[]) {
  let { remaining, serials } = auction;
  const gifts = winners.map((bid): Gift => {
    const { won, paidFen } = bid.opened;
    const split = serials === null ? undefined : takeLowest(serials, won);
    remaining -= won;
    if (split !== undefined) serials = split.rest;
    return { bid, serials: split?.taken ?? null, sellerFeeFen: feeOf(paidFen, auction.sellerFeePoints) };
  });
  return { gifts, left: { remaining, serials } };
}

/** Units to the buyer, the price to the seller, fees to whoever runs the market: all of it or nothing. */
function settlementOf(auction: Auction, { bid, serials, sellerFeeFen }: Gift): Command {
  const { won: quantity, paidFen, feeFen } = bid.opened;
  const cash = { kind: 'transfer', instrument: CNY } as const;
  const from = bid.fundsAccount;
  const commands: SimpleCommand[] = [
    {
      ...{ kind: 'transfer', instrument: auction.instrument, quantity, fromPart: FROZEN },
      ...{ from: auction.unitsAccount, to: bid.unitsAccount },
      ...(serials === null ? {} : { serials }),
    },
    { ...cash, quantity: paidFen, from, fromPart: FROZEN, to: auction.fundsAccount },
  ];
  if (auction.feeAccount !== null) {
    const to = auction.feeAccount;
    if (feeFen > 0n) commands.push({ ...cash, quantity: feeFen, from, fromPart: FROZEN, to });
    if (sellerFeeFen > 0n) commands.push({ ...cash, quantity: sellerFeeFen, from: auction.fundsAccount, to });
  }
  const agreed = auction.approvedBy === null ? {} : { approver: auction.approvedBy };
  return {
    ...{ kind: 'linked', commands },
    cause: { actor: bid.placedBy, ...agreed, reference: bid.id, reason: 'market:auction' },
  };
}

function saleOf(
  auction: Auction,
  { bid, serials, sellerFeeFen }: Gift,
  instrument: InstrumentView,
  facts: Awaited<ReturnType<AuctionParts['rules']['factsOf']>>,
  transactionId: bigint,
  settledAt: Date,
): Sale {
  const { period, province = null, subsidyClass = null } = { period: instrument.period, ...facts };
  const { won: quantity, paidFen, feeFen } = bid.opened;
  return {
    ...{ id: newId(), type: 'auction', offerId: null, purchaseId: null },
    ...{ auctionId: auction.id, bidId: bid.id },
    ...{ sellerAccount: auction.unitsAccount, sellerFundsAccount: auction.fundsAccount },
    ...{ sellerId: auction.sellerId, buyerId: bid.holderId },
    ...{ buyerAccount: bid.unitsAccount, buyerFundsAccount: bid.fundsAccount },
    ...{ instrument: instrument.code, instrumentKind: instrument.kind, unit: instrument.unit },
    ...{ scheme: instrument.scheme, period, province, subsidyClass, quantity },
    ...{ serials: serials?.map(toRecord) ?? null, unitPriceFen: paidFen / quantity, amountFen: paidFen },
    ...{ sellerFeeFen, buyerFeeFen: feeFen, rulePack: auction.rulePack, contract: null },
    ...{ initiator: bid.placedBy, approver: auction.approvedBy ?? 'system', transactionId, settledAt },
  };
}

async function tellBothSides(tx: Transaction, sale: Sale): Promise<void> {
  for (const holderId of [sale.sellerId, sale.buyerId]) {
    const entry = {
      action: 'sale.settled',
      subject: { kind: 'sale', id: sale.id },
      holderId,
      after: {
        ...{ type: sale.type, auction: sale.auctionId, instrument: sale.instrument },
        ...{ quantity: sale.quantity.toString(), unitPriceFen: sale.unitPriceFen.toString() },
        ...{ amountFen: sale.amountFen.toString(), transaction: sale.transactionId.toString() },
      },
    };
    await recordAudit(tx, entry, sale.settledAt, { actor: 'system' });
  }
}
