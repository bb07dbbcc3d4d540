import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Auction } from '../domain/auction';
import { auctionUnknown } from '../domain/refusals';
import { findAuctionSeen, readAuctions } from '../persistence/read-auctions';
import { AuctionBody, auctionBody, AuctionPath, AuctionsQuery } from './auction-bodies';

/** One-way auctions. Proposed, approved and called off as tasks (`auction`, `auction-cancellation`). */
@ApiTags('auctions')
@Controller('v1/auctions')
export class AuctionsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'Auctions, the latest first. 单向竞价列表',
    description: 'Own proposals too; others see an auction once it is announced. 他人的申请在公告前不可见。',
  })
  @AnswersPageOf(AuctionBody)
  async list(
    @Query() query: AuctionsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AuctionBody>>> {
    const { lot, market, instrument, state } = query;
    const filter = { lot, market, instrument, state };
    const found = await readAuctions(this.database, reach, pageOf(query, ['number']), filter);
    const tell = await this.telling(found.items);
    return pageBody(found, tell);
  }

  @Get(':id')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'One auction, with its result once it is closed. 查询单向竞价' })
  @ApiOkResponse({ type: AuctionBody })
  async get(@Param() { id }: AuctionPath, @CurrentCaller() { reach }: Caller): Promise<Sent<AuctionBody>> {
    const auction = await findAuctionSeen(this.database, id, reach);
    if (auction === undefined) throw auctionUnknown(id);
    return (await this.telling([auction]))(auction);
  }

  private async telling(auctions: readonly Auction[]): Promise<(auction: Auction) => Sent<AuctionBody>> {
    const ids = auctions.map(({ sellerId }) => sellerId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    const now = this.clock.now();
    return (auction) => auctionBody(auction, holders.get(auction.sellerId)?.code ?? '', now);
  }
}
