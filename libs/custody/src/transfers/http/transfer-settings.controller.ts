import { Database } from '@carbon/database';
import {
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Clock, parseWhole } from '@carbon/kernel';
import { safetyRules } from '@carbon/rules';
import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TransferParts } from '../parts';
import type { TransferSettings } from '../persistence/settings';
import { lowerLimit, settingsInReach } from '../use-cases/change-settings';
import { AccountNumberPath, LimitBody, settingsBody, TransferSettingsBody } from './settings-bodies';
import { TRANSFER_PARTS } from './tokens';

@ApiTags('transfers')
@Controller('v1/accounts/:number')
export class TransferSettingsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TRANSFER_PARTS) private readonly parts: TransferParts,
  ) {}

  @Get('transfer-settings')
  @Permit('transfers.read')
  @ApiOperation({ summary: 'Which clock and which limit hold for an account. 划转设置' })
  @ApiOkResponse({ type: TransferSettingsBody })
  async get(
    @Param() { number }: AccountNumberPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<TransferSettingsBody>> {
    const settings = await this.database.transaction((tx) => settingsInReach(tx, number, caller));
    return this.body(number, settings);
  }

  @Post('transfer-limits')
  @Permit('transfers.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Lower the own limit at once. 调低自设限额',
    description: 'Raising it is a task of the kind `transfer-settings`. 调高须经复核（transfer-settings）。',
  })
  @ApiCreatedResponse({ type: TransferSettingsBody })
  async lower(
    @Param() { number }: AccountNumberPath,
    @Body() { limit }: LimitBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TransferSettingsBody>> {
    const request = { caller, operation: 'transfer-limits.lower', key, body: { number, limit } };
    const answer = await this.once.run(request, async (tx) => {
      const act = { caller, now: this.clock.now() };
      return this.body(number, await lowerLimit(tx, number, parseWhole(limit, 'limit'), act));
    });
    return answer.body;
  }

  private body(number: string, settings: TransferSettings): Sent<TransferSettingsBody> {
    const limit = safetyRules(this.clock.now()).outsideListLimit.value;
    return settingsBody(number, settings, { profile: this.parts.defaultProfile, limit });
  }
}
