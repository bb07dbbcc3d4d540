import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  EVERYTHING,
  IsId,
  Permit,
  reachOf,
  type Sent,
} from '@carbon/http';
import { viewGroup } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FacilityLevel } from '../../domain/emitters/index';
import { facilityInReach } from '../use-cases/enter-facility';
import {
  deviceBody,
  EmissionDeviceBody,
  EmissionSiteBody,
  EmissionUnitBody,
  FacilitiesQuery,
  siteBody,
  unitBody,
} from './facility-bodies';
import { FacilityDesk } from './facility-desk';
import { IsHolderName } from './fields';

export class GroupFacilitiesPath {
  @IsHolderName({ description: 'Head of the group, by id or code. 集团总部' })
  holder!: string;
}

export class GroupFacilityPath extends GroupFacilitiesPath {
  @IsId({ description: 'Site or unit that is looked into. 场所或机组' })
  id!: string;
}

/** From a group to its sites, their units and the devices below (S05), for the head of the group. */
@ApiTags('emitters')
@Controller('v1/holders/:holder/group')
export class GroupFacilitiesController {
  constructor(private readonly facilities: FacilityDesk) {}

  @Get('emission-sites')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Sites of a group’s companies, by number. 集团排放场所' })
  @AnswersPageOf(EmissionSiteBody)
  async sites(
    @Param() { holder }: GroupFacilitiesPath,
    @Query() query: FacilitiesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmissionSiteBody>>> {
    const holderIds = await this.members(holder, caller);
    return this.facilities.list('site', { holderIds }, query, { reach: EVERYTHING }, siteBody);
  }

  @Get('emission-sites/:id/units')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Units and lines of a site of the group. 集团场所的机组与生产线' })
  @AnswersPageOf(EmissionUnitBody)
  async units(
    @Param() path: GroupFacilityPath,
    @Query() query: FacilitiesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmissionUnitBody>>> {
    const reach = await this.within('site', path, caller);
    return this.facilities.list('unit', { parentId: path.id }, query, { reach }, unitBody);
  }

  @Get('emission-units/:id/devices')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Devices of a unit of the group. 集团机组的计量设备' })
  @AnswersPageOf(EmissionDeviceBody)
  async devices(
    @Param() path: GroupFacilityPath,
    @Query() query: FacilitiesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmissionDeviceBody>>> {
    const reach = await this.within('unit', path, caller);
    return this.facilities.list('device', { parentId: path.id }, query, { reach }, deviceBody);
  }

  /** Members agreed to be looked at by the head of their group. @throws Refusal HOLDER_UNKNOWN */
  private async members(holder: string, caller: Caller): Promise<readonly string[]> {
    const { members } = await viewGroup(this.facilities.database.source.manager, holder, caller);
    return members.map(({ id }) => id);
  }

  /** The reach of the group's head, and that a facility is in it. @throws Refusal EMITTERS_FACILITY_UNKNOWN */
  private async within(level: FacilityLevel, { holder, id }: GroupFacilityPath, caller: Caller) {
    const reach = reachOf(await this.members(holder, caller));
    await facilityInReach(this.facilities.database, level, id, { reach }, this.facilities.desk.clock.now());
    return reach;
  }
}
