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
import { type Page, parseChinaMonth } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { findPlant } from '../persistence/find-plant';
import { plantMonthFilter } from '../persistence/in-reach';
import { readIssues } from '../persistence/read-lists';
import { allLotsOf } from '../persistence/read-lots';
import type { Desk } from '../use-cases/desk';
import { issueAll } from '../use-cases/issue-all';
import { issueMonth } from '../use-cases/issue-month';
import { DESK } from './desk-of';
import { PlantMonthQuery } from './fields';
import { IssueBody, issueBody, IssueMonthBody, IssueRunBody, issueRunBody } from './issue-bodies';

@ApiTags('certificate-issues')
@Controller('v1/certificate-issues')
export class CertificateIssuesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('certificates.issue')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Issue one plant-month. 核发一个电站月' })
  @ApiCreatedResponse({ type: IssueBody })
  async issue(
    @Body() body: IssueMonthBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<IssueBody>> {
    const request = { caller, operation: 'certificates.issue', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const command = { actor: caller.id, plant: body.plant, month: parseChinaMonth(body.month) };
      const item = await issueMonth(tx, this.desk, command);
      const lots = await allLotsOf(tx.manager, [item]);
      return issueBody({ item, plant: await findPlant(tx.manager, body.plant) }, lots.get(item.id) ?? []);
    });
    return answer.body;
  }

  /** Takes no key: it issues what is waiting, each plant-month once, so a repeat does only what is left. */
  @Post('runs')
  @HttpCode(200)
  @Permit('certificates.issue')
  @ApiOperation({ summary: 'Issue everything that is waiting; a repeat does what is left. 批量核发' })
  @ApiOkResponse({ type: IssueRunBody })
  async issueAll(@CurrentCaller() caller: Caller): Promise<Sent<IssueRunBody>> {
    return issueRunBody(await issueAll(this.database, this.desk, { actor: caller.id }));
  }

  @Get()
  @Permit('certificates.read')
  @ApiOperation({ summary: 'Issues, oldest first. 核发记录' })
  @AnswersPageOf(IssueBody)
  async list(
    @Query() query: PlantMonthQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<IssueBody>>> {
    const { manager } = this.database.source;
    const filter = await plantMonthFilter(manager, query, reach);
    const page = await readIssues(manager, pageOf(query, ['id']), filter);
    const lots = await allLotsOf(
      manager,
      page.items.map(({ item }) => item),
    );
    return pageBody(page, (each) => issueBody(each, lots.get(each.item.id) ?? []));
  }
}
