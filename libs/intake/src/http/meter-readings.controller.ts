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
import { addMonths, type ChinaMonth, type Clock, fault, malformed, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { batchFor } from '../persistence/batches';
import { deviceFor } from '../persistence/devices';
import { readReadings } from '../persistence/read-readings';
import { monthlyEnergy } from '../use-cases/monthly-energy';
import { previewBatch } from '../use-cases/preview-batch';
import { receiveSigned } from '../use-cases/receive-signed';
import { batchBody, BatchPreviewBody, SignedBatchBody } from './batch-bodies';
import { DevicePath } from './device-bodies';
import {
  MonthlyEnergyBody,
  monthlyEnergyBody,
  MonthQuery,
  MonthsBody,
  ReadingBody,
  readingBody,
  ReadingsQuery,
} from './reading-bodies';

const MOST_MONTHS = 36;

@ApiTags('intake')
@Controller('v1')
export class MeterReadingsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('meter-readings')
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Readings signed by a device or its data partner. 报送已签名读数',
    description:
      'They count at once when nothing speaks against it; else the batch is staged for a person to decide. Sent again ' +
      'under the same batch number nothing more happens. 无异常即入库，否则暂存待处理；重复报送不会重复入库。',
  })
  @ApiCreatedResponse({ type: BatchPreviewBody })
  async receive(
    @Body() { signature, ...sent }: SignedBatchBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<BatchPreviewBody>> {
    const batch = { ...sent, signature: Buffer.from(signature, 'base64') };
    const request = { caller, operation: 'meter-readings.receive', key, body: { signature, ...sent } };
    const answer = await this.once.run(request, async (tx) => {
      const id = await receiveSigned(tx, batch, caller, this.clock.now());
      const stored = await batchFor(tx, id, caller);
      if (stored.state !== 'staged') return batchBody(stored);
      return { ...batchBody(stored), preview: await previewBatch(tx, id, this.clock.now()) };
    });
    return answer.body;
  }

  @Get('meter-readings')
  @Permit('intake.read')
  @ApiOperation({ summary: 'Readings of a meter and month that count now. 现行读数' })
  @AnswersPageOf(ReadingBody)
  async list(
    @Query() query: ReadingsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ReadingBody>>> {
    const device = await deviceFor(this.database, query.meter, caller);
    const page = pageOf(query, ['number']);
    return pageBody(await readReadings(this.database, page, device.id, query.month), readingBody);
  }

  @Get('devices/:number/months')
  @Permit('intake.read')
  @ApiOperation({ summary: 'Energy of a meter, month by month, with gaps. 逐月电量与缺口' })
  @ApiOkResponse({ type: MonthsBody })
  async months(
    @Param() { number }: DevicePath,
    @Query() { from, to }: MonthQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<{ items: Sent<MonthlyEnergyBody>[] }> {
    await deviceFor(this.database, number, caller);
    const items = await monthlyEnergy(this.database, [number], monthsBetween(from, to));
    return { items: items.map(monthlyEnergyBody) };
  }
}

/** @throws Refusal INPUT_MALFORMED */
function monthsBetween(from: ChinaMonth, to: ChinaMonth): ChinaMonth[] {
  const months: ChinaMonth[] = [];
  for (let month = from; month <= to && months.length <= MOST_MONTHS; month = addMonths(month, 1)) {
    months.push(month);
  }
  if (months.length > 0 && months.length <= MOST_MONTHS) return months;
  throw malformed([
    fault(
      'to',
      'months',
      `must be from the first month to ${MOST_MONTHS - 1} months later`,
      `应在起始月份之后 ${MOST_MONTHS - 1} 个月内`,
    ),
  ]);
}
