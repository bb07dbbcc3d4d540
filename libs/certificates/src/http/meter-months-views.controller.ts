import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { plantMonthFilter } from '../persistence/in-reach';
import { readComparison } from '../persistence/read-comparison';
import { readCorrections } from '../persistence/read-lists';
import { ComparisonBody, comparisonBody } from './comparison-bodies';
import { MeterMonthCorrectionBody, correctionBody } from './correction-bodies';
import { PlantMonthQuery } from './fields';

/** What follows from metered energy: both sources side by side, and later figures of issued months. */
@ApiTags('meter-months')
@Controller('v1/meter-months')
export class MeterMonthsViewsController {
  constructor(private readonly database: Database) {}

  @Get('comparison')
  @Permit('meter-months.read')
  @ApiOperation({ summary: 'Grid data and owner data of each plant-month (GEC-002). 电网与业主电量比对' })
  @AnswersPageOf(ComparisonBody)
  async compare(
    @Query() query: PlantMonthQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ComparisonBody>>> {
    const filter = await plantMonthFilter(this.database.source.manager, query, reach);
    const page = await readComparison(this.database, pageOf(query, ['text', 'text']), filter);
    return pageBody(page, comparisonBody);
  }

  @Get('corrections')
  @Permit('meter-months.read')
  @ApiOperation({ summary: 'Later figures of months that were issued, oldest first. 已核发月份的电量更正' })
  @AnswersPageOf(MeterMonthCorrectionBody)
  async corrections(
    @Query() query: PlantMonthQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<MeterMonthCorrectionBody>>> {
    const { manager } = this.database.source;
    const filter = await plantMonthFilter(manager, query, reach);
    return pageBody(await readCorrections(manager, pageOf(query, ['id']), filter), correctionBody);
  }
}
