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
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { warningUnknown } from '../domain/refusals';
import { findWarning, noteSeen, readWarnings } from '../persistence/warnings';
import { WarningRules } from '../warnings';
import { WarningBody, warningBody, WarningPath, WarningsQuery } from './warning-bodies';

/** The inbox of warnings; webhooks hear of them as `warning.raised` and `warning.cleared`. */
@ApiTags('carbon accounts')
@Controller('v1/warnings')
export class WarningsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly rules: WarningRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('carbon-account.read')
  @ApiOperation({ summary: 'Warnings, the latest first. 预警列表' })
  @AnswersPageOf(WarningBody)
  async list(
    @Query() query: WarningsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<WarningBody>>> {
    const { kind, show = 'standing' } = query;
    const filter = { kind, standing: show === 'standing' };
    const found = await readWarnings(this.database, reach, filter, pageOf(query, ['number']));
    return pageBody(found, (warning) => warningBody(warning, this.rules.find(warning.kind)));
  }

  @Post(':id/acknowledgements')
  @HttpCode(200)
  @Permit('carbon-account.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Say that it was seen; it stands until its cause is gone. 确认已阅' })
  @ApiOkResponse({ type: WarningBody })
  async acknowledge(
    @Param() { id }: WarningPath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<WarningBody>> {
    const request = { caller, operation: 'warnings.acknowledge', key, body: { id } };
    const answer = await this.once.run(request, async (tx) => {
      if ((await findWarning(tx, id, caller.reach)) === undefined) throw warningUnknown(id);
      await noteSeen(tx, id, caller.id, this.clock.now());
      const seen = await findWarning(tx, id, caller.reach);
      if (seen === undefined) throw warningUnknown(id);
      return warningBody(seen, this.rules.find(seen.kind));
    });
    return answer.body;
  }
}
