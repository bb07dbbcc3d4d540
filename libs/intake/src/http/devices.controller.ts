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
import { type Clock, fault, malformed, type Page, parseMoment } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { deviceFor, readDevices } from '../persistence/devices';
import { endKey, recordCalibration, registerDevice, registerKey } from '../use-cases/register-device';
import {
  CalibrationBody,
  DeviceBody,
  deviceBody,
  DeviceKeyPath,
  DevicePath,
  DevicesQuery,
  EndKeyBody,
  KeyBody,
  NewDeviceBody,
  NewKeyBody,
} from './device-bodies';

@ApiTags('intake')
@Controller('v1/devices')
export class DevicesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('intake.devices')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Register a meter at an asset. 登记计量设备' })
  @ApiCreatedResponse({ type: DeviceBody })
  async register(
    @Body() body: NewDeviceBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DeviceBody>> {
    refuseOrder(body.validFrom, body.validTo, 'validTo');
    const request = { caller, operation: 'devices.register', key, body };
    const answer = await this.once.run(request, async (tx) =>
      deviceBody(await registerDevice(tx, body, caller, this.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('intake.read')
  @ApiOperation({ summary: 'Meters, by number. 计量设备列表' })
  @AnswersPageOf(DeviceBody)
  async list(@Query() query: DevicesQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<DeviceBody>>> {
    const page = pageOf(query, ['number']);
    return pageBody(await readDevices(this.database, page, caller, query.asset), deviceBody);
  }

  @Get(':number')
  @Permit('intake.read')
  @ApiOperation({ summary: 'One meter. 计量设备' })
  @ApiOkResponse({ type: DeviceBody })
  async one(@Param() { number }: DevicePath, @CurrentCaller() caller: Caller): Promise<Sent<DeviceBody>> {
    return deviceBody(await deviceFor(this.database, number, caller));
  }

  @Post(':number/keys')
  @Permit('intake.devices')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give a meter a key to sign with. 登记设备公钥' })
  @ApiCreatedResponse({ type: KeyBody })
  async addKey(
    @Param() { number }: DevicePath,
    @Body() body: NewKeyBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<KeyBody>> {
    const validFrom = parseMoment(body.validFrom, 'validFrom');
    const validTo = body.validTo === undefined ? undefined : parseMoment(body.validTo, 'validTo');
    refuseOrder(validFrom, validTo, 'validTo');
    const wish = { keyOf: body.keyOf, publicKey: Buffer.from(body.publicKey, 'hex'), validFrom, validTo };
    const request = { caller, operation: 'devices.add-key', key, body: { number, body } };
    const answer = await this.once.run(request, (tx) =>
      registerKey(tx, number, wish, caller, this.clock.now()),
    );
    return answer.body;
  }

  @Post(':number/keys/:key/end')
  @Permit('intake.devices')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'End a key: nothing signed with it counts from now on. 停用设备公钥' })
  @ApiCreatedResponse({ type: KeyBody })
  async endKey(
    @Param() { number, key: keyId }: DeviceKeyPath,
    @Body() { reason }: EndKeyBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<KeyBody>> {
    const request = { caller, operation: 'devices.end-key', key, body: { number, keyId, reason } };
    const answer = await this.once.run(request, async (tx) => {
      await endKey(tx, { number, keyId, reason }, caller, this.clock.now());
      return { id: keyId };
    });
    return answer.body;
  }

  @Post(':number/calibrations')
  @Permit('intake.devices')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Record a calibration. 记录校准' })
  @ApiCreatedResponse({ type: DeviceBody })
  async calibrate(
    @Param() { number }: DevicePath,
    @Body() body: CalibrationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<DeviceBody>> {
    if (body.dueOn <= body.calibratedOn) refuseOrder(body.dueOn, body.calibratedOn, 'dueOn');
    const { document: documentHash, ...rest } = body;
    const request = { caller, operation: 'devices.calibrate', key, body: { number, body } };
    const answer = await this.once.run(request, async (tx) => {
      await recordCalibration(tx, number, { ...rest, documentHash }, caller, this.clock.now());
      return deviceBody(await deviceFor(tx, number, caller));
    });
    return answer.body;
  }
}

/** @throws Refusal INPUT_MALFORMED when what ends does not end after it began */
function refuseOrder<T extends string | Date>(from: T, to: T | undefined, field: string): void {
  if (to === undefined || from < to) return;
  throw malformed([fault(field, 'after', 'must be later than it begins', '必须晚于起始')]);
}
