import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PublicRoute, reachOf, type Sent } from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { auctionUnknown } from '../domain/refusals';
import { findAuctionSeen, readAuctions } from '../persistence/read-auctions';
import { AuctionPath, AuctionsQuery, PublicAuctionBody, publicAuctionBody } from './auction-bodies';

const NOBODY = reachOf([]);

/** Notices and results of auctions, in which nobody is named. */
@ApiTags('auctions')
@Controller('v1/public/auctions')
export class PublicAuctionsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Notices and results, the latest first. 竞价公告与结果' })
  @AnswersPageOf(PublicAuctionBody)
  async list(@Query() query: AuctionsQuery): Promise<Page<Sent<PublicAuctionBody>>> {
    const { lot, market, instrument, state } = query;
    const filter = { lot, market, instrument, state };
    const found = await readAuctions(this.database, NOBODY, pageOf(query, ['number']), filter);
    return pageBody(found, (auction) => publicAuctionBody(auction, this.clock.now()));
  }

  @Get(':id')
  @PublicRoute()
  @ApiOperation({ summary: 'One notice, with its result once it is closed. 查询竞价公告' })
  @ApiOkResponse({ type: PublicAuctionBody })
  async get(@Param() { id }: AuctionPath): Promise<Sent<PublicAuctionBody>> {
    const auction = await findAuctionSeen(this.database, id, NOBODY);
    if (auction === undefined) throw auctionUnknown(id);
    return publicAuctionBody(auction, this.clock.now());
  }
}
