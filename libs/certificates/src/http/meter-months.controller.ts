import { hash } from 'node:crypto';
import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { plantMonthFilter } from '../persistence/in-reach';
import { readMeterMonths } from '../persistence/read-lists';
import type { Desk } from '../use-cases/desk';
import { importMeterMonths } from '../use-cases/import-meter-months';
import { csvWanted } from './csv-wanted';
import { DESK } from './desk-of';
import { PlantMonthQuery } from './fields';
import {
  ImportQuery,
  ImportReportBody,
  importReportBody,
  MeterMonthBody,
  meterMonthBody,
  MeterMonthsBody,
  meterRowsOf,
} from './meter-month-bodies';

@ApiTags('meter-months')
@Controller('v1/meter-months')
export class MeterMonthsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('meter-months.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Report metered energy, all rows or none. 报送电量' })
  @ApiCreatedResponse({ type: ImportReportBody })
  async report(
    @Body() body: MeterMonthsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ImportReportBody>> {
    const request = { caller, operation: 'meter-months.report', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const input = { rows: meterRowsOf(body) };
      return importReportBody(
        await importMeterMonths(tx, this.desk, { actor: caller.id, reach: caller.reach, input }),
      );
    });
    return answer.body;
  }

  @Post('imports')
  @Permit('meter-months.write')
  @NeedsIdempotencyKey()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'plant,month,energy_kwh,reported_by,basis' } })
  @ApiOperation({ summary: 'Import a CSV file of metered energy. 导入电量文件' })
  @ApiCreatedResponse({ type: ImportReportBody })
  async import(
    @Body() csv: unknown,
    @Query() query: ImportQuery,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ImportReportBody>> {
    if (typeof csv !== 'string') throw csvWanted();
    const partial = query.partial === 'true';
    const body = { partial, sha256: hash('sha256', csv) };
    const request = { caller, operation: 'meter-months.import', key, body };
    const answer = await this.once.run(request, async (tx) =>
      importReportBody(
        await importMeterMonths(tx, this.desk, {
          actor: caller.id,
          reach: caller.reach,
          input: { csv },
          partial,
        }),
      ),
    );
    return answer.body;
  }

  @Get()
  @Permit('meter-months.read')
  @ApiOperation({ summary: 'Metered energy as it was reported. 电量列表' })
  @AnswersPageOf(MeterMonthBody)
  async list(
    @Query() query: PlantMonthQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<MeterMonthBody>>> {
    const { manager } = this.database.source;
    const filter = await plantMonthFilter(manager, query, reach);
    return pageBody(await readMeterMonths(manager, pageOf(query, ['id']), filter), meterMonthBody);
  }
}
