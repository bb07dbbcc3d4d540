import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { chinaDate, type Clock, type Page, toPage } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { programmeRules } from '../../domain/index';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { listProgrammes, withOperators } from '../persistence/list-programmes';
import { getProgramme, programmeUnknown } from '../programme';
import { ProgrammeCodePath } from './fields';
import { MethodBody, methodBody } from './method-bodies';
import { ProgrammeBody, programmeBody, ProgrammeMethodsQuery } from './programme-bodies';

/** Who runs inclusion, and by which figures: all of it is data that everybody may read. */
@ApiTags('inclusion')
@Controller('v1/public/programmes')
export class ProgrammesController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Programmes by code. 碳普惠项目列表' })
  @AnswersPageOf(ProgrammeBody)
  async list(@Query() query: PageQuery): Promise<Page<Sent<ProgrammeBody>>> {
    return pageBody(await listProgrammes(this.database, pageOf(query, ['text'])), programmeBody);
  }

  @Get(':code')
  @PublicRoute()
  @ApiOperation({ summary: 'One programme. 查询碳普惠项目' })
  @ApiOkResponse({ type: ProgrammeBody })
  async get(@Param() { code }: ProgrammeCodePath): Promise<Sent<ProgrammeBody>> {
    const [programme] = await withOperators(this.database, [await getProgramme(this.database, code)]);
    if (programme === undefined) throw programmeUnknown(code);
    return programmeBody(programme);
  }

  @Get(':code/methods')
  @PublicRoute()
  @ApiOperation({
    summary:
      'Methods of a programme by code, with every factor, its source and what conflicts with it. 方法与排放因子',
  })
  @AnswersPageOf(MethodBody)
  async methods(
    @Param() { code }: ProgrammeCodePath,
    @Query() query: ProgrammeMethodsQuery,
  ): Promise<Page<Sent<MethodBody>>> {
    const { limit, after } = pageOf(query, ['text']);
    const { pack } = await getProgramme(this.database, code);
    const day = query.day ?? chinaDate(this.clock.now());
    const rules = programmeRules(await this.parts.packs(this.database), pack, day);
    const wanted = rules.methods
      .filter((method) => method.code > (after?.[0] ?? ''))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const page = toPage(wanted.slice(0, limit + 1), limit, (method) => [method.code]);
    return pageBody(page, (method) => methodBody(rules, method, day));
  }
}
