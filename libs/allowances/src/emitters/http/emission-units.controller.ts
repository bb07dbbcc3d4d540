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
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { enterDevice, facilityInReach } from '../use-cases/enter-facility';
import {
  deviceBody,
  EmissionDeviceBody,
  EmissionDeviceChangeBody,
  EmissionUnitBody,
  EmissionUnitChangeBody,
  FacilitiesQuery,
  FacilityVersionBody,
  NewEmissionDeviceBody,
  unitBody,
} from './facility-bodies';
import { FacilityDesk } from './facility-desk';
import { EmitterPartPath } from './fields';

@ApiTags('emitters')
@Controller('v1')
export class EmissionUnitsController {
  constructor(private readonly facilities: FacilityDesk) {}

  @Get('emission-units/:id')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'One unit or line as it is today. 查询机组或生产线' })
  @ApiOkResponse({ type: EmissionUnitBody })
  async one(
    @Param() { id }: EmitterPartPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<EmissionUnitBody>> {
    return unitBody(await this.facilities.one('unit', id, caller));
  }

  @Get('emission-units/:id/versions')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'All that was ever written down of it, newest first. 机组变更历史' })
  @AnswersPageOf(FacilityVersionBody)
  versions(
    @Param() { id }: EmitterPartPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<FacilityVersionBody>>> {
    return this.facilities.versions('unit', id, query, caller);
  }

  @Post('emission-units/:id/versions')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Write down what is known of a unit from a day on; its class is judged again. 变更机组',
  })
  @ApiCreatedResponse({ type: EmissionUnitBody })
  async change(
    @Param() { id }: EmitterPartPath,
    @Body() body: EmissionUnitChangeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionUnitBody>> {
    return unitBody(await this.facilities.change('unit', id, body, caller, key));
  }

  @Post('emission-units/:id/devices')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Enter a meter or weighbridge of a unit. 登记计量设备' })
  @ApiCreatedResponse({ type: EmissionDeviceBody })
  async enterDevice(
    @Param() { id }: EmitterPartPath,
    @Body() body: NewEmissionDeviceBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionDeviceBody>> {
    const { code, effectiveFrom, facts } = body;
    const request = { caller, operation: 'emission-devices.enter', key, body: { id, body } };
    const { once, desk } = this.facilities;
    const answer = await once.run(request, async (tx) =>
      deviceBody(await enterDevice(tx, { unitId: id, code, effectiveFrom, facts }, caller, desk.clock.now())),
    );
    return answer.body;
  }

  @Get('emission-units/:id/devices')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Devices of a unit, as on a day. 机组的计量设备' })
  @AnswersPageOf(EmissionDeviceBody)
  async devices(
    @Param() { id }: EmitterPartPath,
    @Query() query: FacilitiesQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmissionDeviceBody>>> {
    const { database, desk } = this.facilities;
    await facilityInReach(database, 'unit', id, caller, desk.clock.now());
    return this.facilities.list('device', { parentId: id }, query, caller, deviceBody);
  }

  @Get('emission-devices/:id')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'One device as it is today. 查询计量设备' })
  @ApiOkResponse({ type: EmissionDeviceBody })
  async device(
    @Param() { id }: EmitterPartPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<EmissionDeviceBody>> {
    return deviceBody(await this.facilities.one('device', id, caller));
  }

  @Get('emission-devices/:id/versions')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'All that was ever written down of it, newest first. 设备变更历史' })
  @AnswersPageOf(FacilityVersionBody)
  deviceVersions(
    @Param() { id }: EmitterPartPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<FacilityVersionBody>>> {
    return this.facilities.versions('device', id, query, caller);
  }

  @Post('emission-devices/:id/versions')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Write down what is known of a device from a day on. 变更计量设备' })
  @ApiCreatedResponse({ type: EmissionDeviceBody })
  async changeDevice(
    @Param() { id }: EmitterPartPath,
    @Body() body: EmissionDeviceChangeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionDeviceBody>> {
    return deviceBody(await this.facilities.change('device', id, body, caller, key));
  }
}
