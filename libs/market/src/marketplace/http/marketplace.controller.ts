import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { MarketplaceShelves } from '../shelves';
import { MarketplaceEntryBody, marketplaceEntryBody, MarketplaceQuery } from './marketplace-bodies';

/** 碳商城 (S07): everything that can be bought now, on one page, for everybody. */
@ApiTags('marketplace')
@Controller('v1/public/marketplace')
export class MarketplaceController {
  constructor(
    private readonly database: Database,
    private readonly shelves: MarketplaceShelves,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({
    summary: 'Everything that can be bought now: what, at which price, how much, where. 碳商城',
    description:
      'Allowances, credits, certificates, inclusion credits, green power, goods for points, services. Nobody is named. ' +
      '配额、减排量、绿证、碳普惠、绿电、积分商品与服务；不公示买卖双方。',
  })
  @AnswersPageOf(MarketplaceEntryBody)
  async list(@Query() query: MarketplaceQuery): Promise<Page<Sent<MarketplaceEntryBody>>> {
    const page = pageOf(query, ['text', 'text']);
    const filter = { kind: query.kind, now: this.clock.now() };
    return pageBody(await this.shelves.entries(this.database, page, filter), marketplaceEntryBody);
  }
}
