import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { chinaDate, type Clock, type Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { programmeRules } from '../../domain/index';
import { getProgramme } from '../../programmes/programme';
import { POOLING_PARTS, type PoolingParts } from '../parts';
import { listTerms, termsInForce } from '../persistence/terms';
import { readTotals } from '../persistence/totals';
import { PoolingProgrammePath } from './round-bodies';
import {
  poolingPackBody,
  PoolingTermsBody,
  poolingTermsBody,
  PublicPoolingBody,
  publicPoolingBody,
} from './terms-bodies';

/** What is published of pooling is for everybody (PHI-005). */
@ApiTags('inclusion')
@Controller('v1/public/programmes/:programme/pooling')
export class PublicPoolingController {
  constructor(
    private readonly database: Database,
    @Inject(POOLING_PARTS) private readonly parts: PoolingParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'What residents of a programme gave together, and by which terms. 汇集总览' })
  @ApiOkResponse({ type: PublicPoolingBody })
  async totals(@Param() { programme: code }: PoolingProgrammePath): Promise<Sent<PublicPoolingBody>> {
    const programme = await getProgramme(this.database, code);
    const packs = await this.parts.inclusion.packs(this.database);
    const rules = programmeRules(packs, programme.pack, chinaDate(this.clock.now()));
    return publicPoolingBody({
      programme: code,
      terms: await termsInForce(this.database, programme),
      totals: await readTotals(this.database, programme),
      smallestGroup: rules.smallestGroup,
      pack: poolingPackBody(rules.reference),
    });
  }

  @Get('terms')
  @PublicRoute()
  @ApiOperation({ summary: 'Terms of pooling, all versions. 汇集规则各版本' })
  @AnswersPageOf(PoolingTermsBody)
  async terms(
    @Param() { programme }: PoolingProgrammePath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<PoolingTermsBody>>> {
    const found = await getProgramme(this.database, programme);
    return pageBody(await listTerms(this.database, found, pageOf(query, ['number'])), poolingTermsBody);
  }
}
