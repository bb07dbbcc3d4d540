import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parsePriceFen } from '../../orders/domain/yuan';
import type { Auction } from '../domain/auction';
import type { Bid } from '../domain/bid';
import { auctionUnknown, bidUnknown, notClosedYet } from '../domain/refusals';
import { AUCTION_PARTS, type AuctionParts } from '../parts';
import { findAuctionSeen } from '../persistence/read-auctions';
import { findBidOf, hasBid, readBidsOf, readCounted } from '../persistence/read-bids';
import { placeBid, replaceBid, withdrawBid } from '../use-cases/place-bid';
import { fingerprintOf, openBid } from '../use-cases/sealed-bids';
import { AuctionPath } from './auction-bodies';
import {
  BidBody,
  bidBody,
  BidPath,
  BidsQuery,
  OpenedBidBody,
  openedBidBody,
  PlaceBidBody,
  PlacedBidBody,
  placedBidBody,
  ReplaceBidBody,
} from './bid-bodies';

/**
 * Whose sealed bids a caller may read: those of the holder it acts for, and, of who may bid for others (a group's people), theirs.
 * Who sees everything sees none.
 */
function bidders({ holder, permissions, reach }: Caller): readonly string[] {
  const own = holder === undefined ? [] : [holder.id];
  const others = permissions.has('bids.write') && reach !== 'everything' ? [...reach.keys()] : [];
  return [...new Set([...own, ...others])];
}

/** Sealed bids: placed, replaced and taken back until the close, read by their bidder alone, opened to all bidders after it. */
@ApiTags('auctions')
@Controller('v1/auctions/:id')
export class BidsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(AUCTION_PARTS) private readonly parts: AuctionParts,
  ) {}

  @Post('bids')
  @Permit('bids.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Place a sealed bid. 提交密封报价',
    description:
      'Its money is set apart in full. Nobody but the bidder is told what it says until the auction has closed. 报价结束前仅竞买人本人可见。',
  })
  @ApiCreatedResponse({ type: PlacedBidBody })
  async place(
    @Param() { id }: AuctionPath,
    @Body() body: PlaceBidBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PlacedBidBody>> {
    const { tradingAccount, account, fundsAccount } = body;
    const asked = { tradingAccount, account, fundsAccount, ...termsOf(body) };
    const request = { caller, operation: 'bids.place', key, body: this.fingerprint(id, body) };
    const answer = await this.once.run(request, async (tx) => {
      const act = { caller, now: this.clock.now() };
      return placedBidBody(await placeBid(tx, this.parts, id, asked, act));
    });
    return answer.body;
  }

  @Post('bids/:bid/replacements')
  @Permit('bids.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Replace a bid by another, which takes a new turn. 变更报价',
  })
  @ApiCreatedResponse({ type: PlacedBidBody })
  async replace(
    @Param() { id, bid }: BidPath,
    @Body() body: ReplaceBidBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PlacedBidBody>> {
    const asked = termsOf(body);
    const request = { caller, operation: 'bids.replace', key, body: this.fingerprint(id, { bid, body }) };
    const answer = await this.once.run(request, async (tx) => {
      const act = { caller, now: this.clock.now() };
      return placedBidBody(await replaceBid(tx, this.parts, id, bid, asked, act));
    });
    return answer.body;
  }

  @Post('bids/:bid/withdrawals')
  @Permit('bids.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take a bid back; its money is free again. 撤回报价' })
  @ApiCreatedResponse({ type: PlacedBidBody })
  async withdraw(
    @Param() { id, bid }: BidPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PlacedBidBody>> {
    const request = { caller, operation: 'bids.withdraw', key, body: { id, bid } };
    const answer = await this.once.run(request, async (tx) => {
      const act = { caller, now: this.clock.now() };
      return placedBidBody({ ...(await withdrawBid(tx, this.parts, id, bid, act)), replaces: null });
    });
    return answer.body;
  }

  @Get('bids')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Own bids, the latest first. 本方报价' })
  @AnswersPageOf(BidBody)
  async list(
    @Param() { id }: AuctionPath,
    @Query() query: BidsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<BidBody>>> {
    const auction = await this.auction(id, caller);
    const page = pageOf(query, ['number']);
    return pageBody(await readBidsOf(this.database, id, bidders(caller), page), (bid) =>
      this.tell(auction, bid),
    );
  }

  @Get('bids/:bid')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'One own bid, with its salt. 查询本方报价' })
  @ApiOkResponse({ type: BidBody })
  async get(@Param() { id, bid }: BidPath, @CurrentCaller() caller: Caller): Promise<Sent<BidBody>> {
    const auction = await this.auction(id, caller);
    const found = await findBidOf(this.database, id, bid, bidders(caller));
    if (found === undefined) throw bidUnknown(bid);
    return this.tell(auction, found);
  }

  @Get('opened-bids')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'After the close, all bids that were counted, without names. 报价公开',
    description:
      'For who bid, the seller, and those who see everything; each can check that its own is among them. 供竞买人核对。',
  })
  @AnswersPageOf(OpenedBidBody)
  async opened(
    @Param() { id }: AuctionPath,
    @Query() query: BidsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<OpenedBidBody>>> {
    const auction = await this.auction(id, caller);
    const { reach } = caller;
    const mine = bidders(caller);
    const party = reach === 'everything' || mine.includes(auction.sellerId);
    if (!party && !(await hasBid(this.database, id, mine))) throw auctionUnknown(id);
    if (auction.state !== 'closed') throw notClosedYet(id);
    return pageBody(await readCounted(this.database, id, pageOf(query, ['number'])), openedBidBody);
  }

  /** @throws Refusal AUCTION_UNKNOWN */
  private async auction(id: string, { reach }: Caller): Promise<Auction> {
    const auction = await findAuctionSeen(this.database, id, reach);
    if (auction === undefined) throw auctionUnknown(id);
    return auction;
  }

  private tell(auction: Auction, bid: Bid): Sent<BidBody> {
    return bidBody(bid, bid.opened ?? openBid(this.parts.vault, bid), auction.state === 'closed');
  }

  private fingerprint(auction: string, body: object): object {
    return { auction, fingerprint: fingerprintOf(this.parts.vault, { auction, body }) };
  }
}

function termsOf({ price, quantity, setApart }: Readonly<Sent<ReplaceBidBody>>) {
  return {
    priceFen: parsePriceFen(price, 'price'),
    quantity: BigInt(quantity),
    setApartFen: setApart === undefined ? undefined : parsePriceFen(setApart, 'setApart'),
  };
}
