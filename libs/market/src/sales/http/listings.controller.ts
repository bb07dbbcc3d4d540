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
import { offerUnknown } from '../domain/refusals';
import { findOfferSeen, readListings } from '../persistence/read-offers';
import { ListingBody, listingBody, ListingsQuery, OfferPath, partyBody } from './offer-bodies';

/** What is for sale, by real name, for everybody who is signed in. Listed and bought as tasks. */
@ApiTags('sales')
@Controller('v1/listings')
export class ListingsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('sales.read')
  @ApiOperation({
    summary: 'Open listings, the latest first. 挂牌行情',
    description: 'Those for named buyers are shown to these. 限定买方的挂牌仅向其展示。',
  })
  @AnswersPageOf(ListingBody)
  async list(
    @Query() query: ListingsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ListingBody>>> {
    const { instrument, scheme, period } = query;
    const filter = { instrument, scheme, period };
    const page = pageOf(query, ['number']);
    const found = await readListings(this.database, reach, page, filter, this.clock.now());
    const ids = found.items.map(({ sellerId }) => sellerId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (offer) => listingBody(offer, partyBody(holders, offer.sellerId)));
  }

  @Get(':id')
  @Permit('sales.read')
  @ApiOperation({ summary: 'One listing, or an offer made to you. 查询挂牌或要约' })
  @ApiOkResponse({ type: ListingBody })
  async get(@Param() { id }: OfferPath, @CurrentCaller() { reach }: Caller): Promise<Sent<ListingBody>> {
    const offer = await findOfferSeen(this.database, id, reach);
    if (offer === undefined) throw offerUnknown(id);
    const holders = await findHoldersById(this.database.source.manager, [offer.sellerId]);
    return listingBody(offer, partyBody(holders, offer.sellerId));
  }
}
