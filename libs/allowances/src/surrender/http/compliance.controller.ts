import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  reachIds,
  type Sent,
} from '@carbon/http';
import { findHoldersById, holderInReach } from '@carbon/identity';
import { chinaDate, type ChinaDate, type Clock, type Page, toPage } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { complianceRules } from '../../domain/index';
import { complianceDetail } from '../use-cases/compliance-detail';
import { complianceOf } from '../use-cases/compliance-of';
import { SURRENDER_DESK, type SurrenderDesk } from '../use-cases/desk';
import { complianceRateOf } from '../use-cases/rate-of';
import { whatIf } from '../use-cases/what-if';
import {
  ComplianceDetailBody,
  complianceDetailBody,
  ComplianceLineBody,
  complianceLineBody,
  CompliancePath,
  ComplianceQueryParameters,
} from './compliance-bodies';
import { ComplianceRateQuery, ComplianceRatesBody, ratesBody } from './rate-bodies';
import { imaginedOf, WhatIfAnswerBody, whatIfAnswerBody, WhatIfBody } from './what-if-bodies';

@ApiTags('compliance')
@Controller('v1')
export class ComplianceController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SURRENDER_DESK) private readonly desk: SurrenderDesk,
  ) {}

  @Get('compliance')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'How holders stand in a year, by code (REG-011). 履约情况' })
  @AnswersPageOf(ComplianceLineBody)
  async list(
    @Query() query: ComplianceQueryParameters,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ComplianceLineBody>>> {
    const { market, year, status, sector, province } = query;
    const { limit, after } = pageOf(query, ['text']);
    const lines = await complianceOf(this.database, {
      market,
      year,
      holderIds: reachIds(reach) ?? undefined,
    });
    const wanted = lines.filter(
      (line) =>
        // of holders that were only asked for because they are within reach, nothing is on file
        (line.status !== 'not-applicable' || status === 'not-applicable') &&
        (status === undefined || line.status === status) &&
        (sector === undefined || line.sector === sector) &&
        (province === undefined || line.province === province),
    );
    const holders = await findHoldersById(
      this.database.source.manager,
      wanted.map(({ holderId }) => holderId),
    );
    const rows = wanted
      .map((line) => ({ line, code: holders.get(line.holderId)?.code ?? '' }))
      .filter(({ code }) => code > (after?.[0] ?? ''))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const page = toPage(rows, limit, ({ code }) => [code]);
    return pageBody(page, ({ line, code }) => complianceLineBody(line, { market, holder: code }));
  }

  @Get('compliance/:holder/:market/:year')
  @Permit('compliance.read')
  @ApiOperation({
    summary: 'Everything about one obligation: due, surrendered, credits, deadline. 履约详情',
  })
  @ApiOkResponse({ type: ComplianceDetailBody })
  async detail(
    @Param() { holder: name, market, year }: CompliancePath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ComplianceDetailBody>> {
    const { id: holderId, code: holder } = await holderInReach(this.database.source.manager, name, reach);
    const of = { market, year, holderId };
    const detail = await complianceDetail(this.database, this.desk, of, this.clock.now());
    return complianceDetailBody(detail, { market, holder });
  }

  @Post('compliance/what-if')
  @HttpCode(200)
  @Permit('compliance.read')
  @ApiOperation({
    summary: 'What an offer would come to; books nothing. 履约试算',
    description:
      'Of an obligation as it stands, or an imagined one, with money at risk at given prices. 不产生任何业务',
  })
  @ApiOkResponse({ type: WhatIfAnswerBody })
  async whatIf(
    @Body() body: WhatIfBody,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<WhatIfAnswerBody>> {
    const { market, year, prices } = body;
    const holder =
      body.holder === undefined
        ? undefined
        : await holderInReach(this.database.source.manager, body.holder, reach);
    const asked = {
      ...{ market, year, prices, holderId: holder?.id },
      dueT: whole(body.due),
      allocationT: whole(body.allocation),
      offered: body.offered.map(imaginedOf),
      on: body.on as ChinaDate | undefined,
    };
    const answer = await this.database.transaction((tx) => whatIf(tx, this.desk, asked, this.clock.now()));
    return whatIfAnswerBody(answer);
  }

  @Get('compliance-rate')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'How a market met a year, over all holders within reach (S02). 履约率' })
  @ApiOkResponse({ type: ComplianceRatesBody })
  async rate(
    @Query() { market, year, by = 'sector' }: ComplianceRateQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ComplianceRatesBody>> {
    const packs = await this.desk.rulebook.packs(this.database);
    const rules = complianceRules(packs, market, chinaDate(this.clock.now()));
    const query = { market, year, holderIds: reachIds(reach) ?? undefined };
    return ratesBody(await complianceRateOf(this.database, rules, query, by), rules.judged([]).pack);
  }
}

const whole = (text: string | undefined) => (text === undefined ? undefined : BigInt(text));
