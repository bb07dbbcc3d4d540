import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
  windowOf,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { PublicSite } from '@carbon/receipts';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CREDIT_SCHEMES } from '../../domain/schemes/credit-scheme';
import { FOREIGN_REGISTRY_NAMES } from '../../foreign/domain/registries';
import { unitOfRun } from '../domain/unit-of-run';
import { readUnits } from '../persistence/read-units';
import { cadTrustProject } from '../domain/cad-trust-project';
import { readCadTrustProjects } from '../persistence/read-cad-trust-projects';
import { CadTrustUnitBody } from './cad-trust-bodies';
import { CadTrustProjectBody } from './cad-trust-project-bodies';

const SCHEMES = [...CREDIT_SCHEMES, ...FOREIGN_REGISTRY_NAMES];

@ApiTags('exports')
@Controller('v1/exports/cad-trust')
export class ExportsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly site: PublicSite,
  ) {}

  @Get('units')
  @Permit('credits.read')
  @ApiOperation({
    summary:
      'Units held, retired, cancelled and expired within reach, in the field names of CAD Trust (SER-008). 按 CAD Trust 字段导出单位',
  })
  @AnswersPageOf(CadTrustUnitBody)
  async units(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<CadTrustUnitBody>>> {
    const page = await readUnits(
      this.database,
      reach,
      SCHEMES,
      this.clock.now(),
      pageOf(query, ['text', 'number']),
    );
    const items = page.items.filter(({ holderId, instrument }) => {
      const { instruments } = windowOf(reach, holderId) ?? {};
      return instruments === undefined || instruments.includes(instrument);
    });
    return pageBody({ ...page, items }, (run) => unitOfRun(run, this.site.address));
  }

  @Get('projects')
  @Permit('credits.read')
  @ApiOperation({
    summary:
      'Public projects within reach, in the field names of CAD Trust; what is not known says so. 按 CAD Trust 字段导出项目',
  })
  @AnswersPageOf(CadTrustProjectBody)
  async projects(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<CadTrustProjectBody>>> {
    const page = await readCadTrustProjects(this.database, reach, pageOf(query, ['text']));
    return pageBody(page, (project) => cadTrustProject(project, this.site.address));
  }
}
