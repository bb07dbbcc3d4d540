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
import { holderInReach } from '@carbon/identity';
import type { ChinaMonth, Clock } from '@carbon/kernel';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { recordMeasured } from '../use-cases/record-measured';
import { RecordedBody, RecordMeasuredBody } from './group-bodies';

/** Emissions as an enterprise measures them month by month, before anybody verified them. */
@ApiTags('groups')
@Controller('v1/measured-emissions')
export class MeasuredEmissionsController {
  constructor(
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('emission-reports.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Measured emissions by month and part, all rows or none; a later row corrects. 填报月度计量排放',
  })
  @ApiCreatedResponse({ type: RecordedBody })
  async record(
    @Body() body: RecordMeasuredBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RecordedBody>> {
    const request = { caller, operation: 'measured-emissions.record', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const holder = await holderInReach(tx.manager, body.holder, caller.reach);
      const rows = body.months.map(({ part = '', month, tonnes }) => ({
        ...{ part, tonnes, source: body.source },
        month: month as ChinaMonth,
      }));
      return { recorded: await recordMeasured(tx, holder.id, rows, caller, this.clock.now()) };
    });
    return answer.body;
  }
}
