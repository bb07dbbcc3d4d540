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
  reachIds,
  type Sent,
} from '@carbon/http';
import { type Clock, fault, malformed, type Page, parseMoment } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Preference, Source } from '../../domain/green-power/index';
import { parsePowerPrice } from '../domain/price';
import { GREEN_POWER_PARTS, type GreenPowerParts } from '../parts';
import { readDemands, readOffers } from '../persistence/orders';
import { placeDemand, placeOffer, withdrawDemand, withdrawOffer } from '../use-cases/place-orders';
import {
  PlacePowerDemandBody,
  PlacePowerOfferBody,
  PowerBoardBody,
  powerBoardBody,
  PowerBoardQuery,
  PowerDemandBody,
  powerDemandBody,
  PowerOfferBody,
  powerOfferBody,
  PowerOrderPath,
  PowerOrdersQuery,
  type PowerPreferenceBody,
} from './order-bodies';

/** Energy of quarter hours, offered from named plants and wanted with preferences, by verified users (S30). */
@ApiTags('green-power')
@Controller('v1/green-power')
export class PowerOrdersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(GREEN_POWER_PARTS) private readonly parts: GreenPowerParts,
  ) {}

  @Post('offers')
  @Permit('green-power.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Offer energy of an own plant in an interval. 申报售电',
    description:
      'One offer of a plant an interval: its price is what its buyers pay. 每一电源每一时段一个价格。',
  })
  @ApiCreatedResponse({ type: PowerOfferBody })
  async offer(
    @Body() body: PlacePowerOfferBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PowerOfferBody>> {
    const asked = {
      ...{ start: parseMoment(body.interval, 'interval'), plant: body.plant },
      ...{ energyWh: BigInt(body.energyWh), price: parsePowerPrice(body.price, 'price') },
    };
    const answer = await this.once.run({ caller, operation: 'green-power.offer', key, body }, async (tx) =>
      powerOfferBody(await placeOffer(tx, this.parts, asked, { caller, now: this.clock.now() })),
    );
    return answer.body;
  }

  @Post('offers/:id/withdrawals')
  @Permit('green-power.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take an offer back, until the gate closes. 撤回售电申报' })
  @ApiCreatedResponse({ type: PowerOfferBody })
  async withdrawOffer(
    @Param() { id }: PowerOrderPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PowerOfferBody>> {
    const request = { caller, operation: 'green-power.withdraw-offer', key, body: { id } };
    const answer = await this.once.run(request, async (tx) =>
      powerOfferBody(await withdrawOffer(tx, id, { caller, now: this.clock.now() })),
    );
    return answer.body;
  }

  @Get('offers')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Own offers, the latest first. 本方售电申报' })
  @AnswersPageOf(PowerOfferBody)
  async offers(
    @Query() query: PowerOrdersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PowerOfferBody>>> {
    const page = pageOf(query, ['number']);
    return pageBody(await readOffers(this.database, reachIds(reach), page, filterOf(query)), powerOfferBody);
  }

  @Get('board')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'What plants offer in an interval, by name. 时段报价板',
    description: 'So that buyers can prefer a source. 供买方选择电源。',
  })
  @AnswersPageOf(PowerBoardBody)
  async board(@Query() query: PowerBoardQuery): Promise<Page<Sent<PowerBoardBody>>> {
    const startsAt = parseMoment(query.interval, 'interval');
    const filter = { startsAt, standing: true };
    const found = await readOffers(this.database, null, pageOf(query, ['number']), filter);
    return pageBody(found, powerBoardBody);
  }

  @Post('demands')
  @Permit('green-power.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Ask for energy in an interval, with preferences. 申报购电',
    description:
      'The most it can cost is set apart; what is delivered by the meter is paid, the rest goes back. 按计量结算，余款退回。',
  })
  @ApiCreatedResponse({ type: PowerDemandBody })
  async demand(
    @Body() body: PlacePowerDemandBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PowerDemandBody>> {
    const asked = {
      ...{ start: parseMoment(body.interval, 'interval'), energyWh: BigInt(body.energyWh) },
      preferences: body.preferences.map(preferenceOf),
    };
    const answer = await this.once.run({ caller, operation: 'green-power.demand', key, body }, async (tx) =>
      powerDemandBody(await placeDemand(tx, this.parts, asked, { caller, now: this.clock.now() })),
    );
    return answer.body;
  }

  @Post('demands/:id/withdrawals')
  @Permit('green-power.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take a demand back with its money, until the gate closes. 撤回购电申报' })
  @ApiCreatedResponse({ type: PowerDemandBody })
  async withdrawDemand(
    @Param() { id }: PowerOrderPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PowerDemandBody>> {
    const request = { caller, operation: 'green-power.withdraw-demand', key, body: { id } };
    const answer = await this.once.run(request, async (tx) =>
      powerDemandBody(await withdrawDemand(tx, this.parts, id, { caller, now: this.clock.now() })),
    );
    return answer.body;
  }

  @Get('demands')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Own demands, the latest first. 本方购电申报' })
  @AnswersPageOf(PowerDemandBody)
  async demands(
    @Query() query: PowerOrdersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PowerDemandBody>>> {
    const page = pageOf(query, ['number']);
    const found = await readDemands(this.database, reachIds(reach), page, filterOf(query));
    return pageBody(found, powerDemandBody);
  }
}

const filterOf = ({ interval, state }: PowerOrdersQuery) => ({
  state,
  startsAt: interval === undefined ? undefined : parseMoment(interval, 'interval'),
});

/** @throws Refusal INPUT_MALFORMED where it names more than one thing, or nothing */
function preferenceOf({ source, highestPrice }: PowerPreferenceBody, at: number): Preference {
  const place = `preferences[${at}]`;
  const named: Source[] = [
    ...(source.plant === undefined ? [] : [{ source: source.plant }]),
    ...(source.kind === undefined ? [] : [{ kind: source.kind }]),
    ...(source.any === true ? [{ any: true } as const] : []),
  ];
  const [of] = named;
  if (of === undefined || named.length > 1)
    throw malformed([
      fault(`${place}.source`, 'one-of', 'names a plant, a kind, or any', '应指定电源、类型或任意之一'),
    ]);
  return { of, highest: parsePowerPrice(highestPrice, `${place}.highestPrice`) };
}
