import { Permit } from '@carbon/http';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { REPORTING_SECTORS, type ReportingSector } from '../../domain/index';
import { IsOneOf } from '@carbon/http';
import { templateOf } from '../domain/report-template';

export class ReportTemplateQuery {
  @IsOneOf(REPORTING_SECTORS, { description: 'Sector. 行业', example: 'power' })
  sector!: ReportingSector;
}

/** Empty forms of reports. */
@ApiTags('emission-reports')
@Controller('v1/emission-report-template')
export class ReportTemplateController {
  @Get()
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'A file to fill in and import, with one example of each record. 报告模板（CSV）' })
  @ApiProduces('text/csv')
  template(@Query() { sector }: ReportTemplateQuery): StreamableFile {
    return new StreamableFile(Buffer.from(templateOf(sector)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="emission-report-${sector}.csv"`,
    });
  }
}
