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
import { findHoldersById } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MARKET_PARTS, type MarketParts } from '../../parts';
import { readOffers } from '../persistence/read-offers';
import { declineOffer, withdrawOffer } from '../use-cases/stop-offer';
import { OfferBody, offerBody, OfferPath, OffersQuery, partyBody, StopOfferBody } from './offer-bodies';

const STOPS = { withdrawn: withdrawOffer, declined: declineOffer };

/** The offers that a holder made or got, in whatever state. */
@ApiTags('sales')
@Controller('v1/offers')
export class OffersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(MARKET_PARTS) private readonly parts: MarketParts,
  ) {}

  @Get()
  @Permit('sales.read')
  @ApiOperation({
    summary: 'Own offers, and those made to one’s accounts, the latest first. 本方要约列表',
    description: 'A buyer sees a bilateral offer once it is open. 买方仅可见已生效的双边要约。',
  })
  @AnswersPageOf(OfferBody)
  async list(
    @Query() query: OffersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<OfferBody>>> {
    const { account, state, type } = query;
    const page = pageOf(query, ['number']);
    const found = await readOffers(this.database, reach, page, { account, state, type });
    const ids = found.items.map(({ sellerId }) => sellerId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (offer) => offerBody(offer, partyBody(holders, offer.sellerId)));
  }

  // reading is the least that everybody who may stop an offer has; the use case asks for the rest
  @Post(':id/withdrawals')
  @Permit('sales.read')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Take back what is left of an open offer. 撤回要约',
    description:
      'For proposers and approvers of the seller, and checkers of the registry. 卖方经办人或复核人、登记机构复核人办理。',
  })
  @ApiCreatedResponse({ type: OfferBody })
  withdraw(
    @Param() { id }: OfferPath,
    @Body() body: StopOfferBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<OfferBody>> {
    return this.stop('withdrawn', id, body, caller, key);
  }

  @Post(':id/declines')
  @Permit('sales.read')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Say no to a bilateral offer. 拒绝双边要约',
    description: 'For proposers and approvers of the buyer. 买方经办人或复核人办理。',
  })
  @ApiCreatedResponse({ type: OfferBody })
  decline(
    @Param() { id }: OfferPath,
    @Body() body: StopOfferBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<OfferBody>> {
    return this.stop('declined', id, body, caller, key);
  }

  private async stop(
    how: keyof typeof STOPS,
    id: string,
    { reason }: StopOfferBody,
    caller: Caller,
    key: string,
  ): Promise<Sent<OfferBody>> {
    const request = { caller, operation: `offers.${how}`, key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) => {
      const offer = await STOPS[how](tx, this.parts, id, { caller, reason, now: this.clock.now() });
      const holders = await findHoldersById(tx.manager, [offer.sellerId]);
      return offerBody(offer, partyBody(holders, offer.sellerId));
    });
    return answer.body;
  }
}
