import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterSite, enterUnit, facilityInReach } from '../use-cases/enter-facility';
import {
  EmissionSiteBody,
  EmissionSiteChangeBody,
  EmissionSitesQuery,
  EmissionUnitBody,
  FacilitiesQuery,
  FacilityVersionBody,
  NewEmissionSiteBody,
  NewEmissionUnitBody,
  siteBody,
  unitBody,
} from './facility-bodies';
import { FacilityDesk } from './facility-desk';
import { EmitterPartPath } from './fields';

@ApiTags('emitters')
@Controller('v1')
export class EmissionSitesController {
  constructor(private readonly facilities: FacilityDesk) {}

  @Post('emission-sites')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Enter a site of an enterprise. 登记排放场所' })
  @ApiCreatedResponse({ type: EmissionSiteBody })
  async enter(
    @Body() body: NewEmissionSiteBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionSiteBody>> {
    const request = { caller, operation: 'emission-sites.enter', key, body };
    const { once, desk } = this.facilities;
    const answer = await once.run(request, async (tx) =>
      siteBody(await enterSite(tx, body, caller, desk.clock.now())),
    );
    return answer.body;
  }

  @Get('emission-sites')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Sites by number, as on a day. 排放场所列表' })
  @AnswersPageOf(EmissionSiteBody)
  async list(
    @Query() query: EmissionSitesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmissionSiteBody>>> {
    const { manager } = this.facilities.database.source;
    const holderIds =
      query.holder === undefined
        ? undefined
        : [(await holderInReach(manager, query.holder, caller.reach)).id];
    return this.facilities.list('site', { holderIds }, query, caller, siteBody);
  }

  @Get('emission-sites/:id')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'One site as it is today. 查询排放场所' })
  @ApiOkResponse({ type: EmissionSiteBody })
  async one(
    @Param() { id }: EmitterPartPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<EmissionSiteBody>> {
    return siteBody(await this.facilities.one('site', id, caller));
  }

  @Get('emission-sites/:id/versions')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'All that was ever written down of it, newest first. 场所变更历史' })
  @AnswersPageOf(FacilityVersionBody)
  versions(
    @Param() { id }: EmitterPartPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<FacilityVersionBody>>> {
    return this.facilities.versions('site', id, query, caller);
  }

  @Post('emission-sites/:id/versions')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Write down what is known of a site from a day on. 变更排放场所' })
  @ApiCreatedResponse({ type: EmissionSiteBody })
  async change(
    @Param() { id }: EmitterPartPath,
    @Body() body: EmissionSiteChangeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionSiteBody>> {
    return siteBody(await this.facilities.change('site', id, body, caller, key));
  }

  @Post('emission-sites/:id/units')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Enter a unit or line; its class is judged by its facts (ALC-006). 登记机组或生产线',
  })
  @ApiCreatedResponse({ type: EmissionUnitBody })
  async enterUnit(
    @Param() { id }: EmitterPartPath,
    @Body() body: NewEmissionUnitBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionUnitBody>> {
    const { code, effectiveFrom, facts } = body;
    const request = { caller, operation: 'emission-units.enter', key, body: { id, body } };
    const { once, desk } = this.facilities;
    const answer = await once.run(request, async (tx) =>
      unitBody(
        await enterUnit(tx, desk, { siteId: id, code, effectiveFrom, facts }, caller, desk.clock.now()),
      ),
    );
    return answer.body;
  }

  @Get('emission-sites/:id/units')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Units and lines of a site, as on a day. 场所的机组与生产线' })
  @AnswersPageOf(EmissionUnitBody)
  async units(
    @Param() { id }: EmitterPartPath,
    @Query() query: FacilitiesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmissionUnitBody>>> {
    const { database, desk } = this.facilities;
    await facilityInReach(database, 'site', id, caller, desk.clock.now());
    return this.facilities.list('unit', { parentId: id }, query, caller, unitBody);
  }
}
