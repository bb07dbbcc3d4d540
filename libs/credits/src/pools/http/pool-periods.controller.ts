import { parseGrams } from '@carbon/kernel';
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
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { readCsvRows } from '../domain/csv';
import { findPeriod, readPeriods } from '../persistence/periods';
import { poolInReach } from '../persistence/pools';
import { readShares } from '../persistence/shares';
import type { PoolDesk } from '../use-cases/desk';
import { importContributions } from '../use-cases/import-contributions';
import { openPeriod } from '../use-cases/open-period';
import { verifyPeriod } from '../use-cases/verify-period';
import { csvOf } from './csv-body';
import { POOL_DESK } from './desk-of';
import { PeriodPath, PoolPath } from './fields';
import {
  CONTRIBUTION_COLUMNS,
  ContributionsBody,
  contributionsOf,
  contributionsOfCsv,
  ContributionsQuery,
  ImportedBody,
  NewPeriodBody,
  PeriodBody,
  periodBody,
  periodOf,
  ShareBody,
  shareBody,
  VerifyPeriodBody,
} from './period-bodies';

@ApiTags('pools')
@Controller('v1/pools/:number/periods')
export class PoolPeriodsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(POOL_DESK) private readonly desk: PoolDesk,
  ) {}

  @Post()
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open the next monitoring period. 开启监测期' })
  @ApiCreatedResponse({ type: PeriodBody })
  async open(
    @Param() { number }: PoolPath,
    @Body() body: NewPeriodBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PeriodBody>> {
    const request = { caller, operation: 'pools.open-period', key, body: { number, body } };
    const answer = await this.once.run(request, async (tx) => {
      const pool = await poolInReach(tx, number, caller.reach);
      return periodBody(await openPeriod(tx, pool, periodOf(body), caller, this.desk.clock.now()));
    });
    return answer.body;
  }

  @Get()
  @Permit('credits.read')
  @ApiOperation({ summary: 'Periods in their order. 监测期列表' })
  @AnswersPageOf(PeriodBody)
  async list(
    @Param() { number }: PoolPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PeriodBody>>> {
    const pool = await poolInReach(this.database, number, reach);
    return pageBody(await readPeriods(this.database, pool, pageOf(query, ['number'])), periodBody);
  }

  @Get(':period')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One period. 查询监测期' })
  @ApiOkResponse({ type: PeriodBody })
  async get(
    @Param() { number, period }: PeriodPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<PeriodBody>> {
    const pool = await poolInReach(this.database, number, reach);
    return periodBody(await findPeriod(this.database, pool, period));
  }

  @Post(':period/contributions')
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'What members contributed, all rows or none. 报送成员数据' })
  @ApiCreatedResponse({ type: ImportedBody })
  async contribute(
    @Param() { number, period }: PeriodPath,
    @Query() { replace }: ContributionsQuery,
    @Body() body: ContributionsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ImportedBody>> {
    const asked = { number, period, replace: replace === 'true', body };
    const request = { caller, operation: 'pools.contribute', key, body: asked };
    const answer = await this.once.run(request, async (tx) => {
      const pool = await poolInReach(tx, number, caller.reach);
      const input = { period, replace: asked.replace, rows: contributionsOf(pool.basis, body) };
      return { imported: await importContributions(tx, pool, input, caller, this.desk.clock.now()) };
    });
    return answer.body;
  }

  @Post(':period/contributions/imports')
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', example: 'member,value' } })
  @ApiOperation({ summary: 'What members contributed, by CSV file, all rows or none. 导入成员数据' })
  @ApiCreatedResponse({ type: ImportedBody })
  async import(
    @Param() { number, period }: PeriodPath,
    @Query() query: ContributionsQuery,
    @Body() csv: unknown,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ImportedBody>> {
    const text = csvOf(csv);
    const [fileHash, replace] = [hash('sha256', text), query.replace === 'true'];
    const request = { caller, operation: 'pools.import', key, body: { number, period, replace, fileHash } };
    const answer = await this.once.run(request, async (tx) => {
      const pool = await poolInReach(tx, number, caller.reach);
      const rows = contributionsOfCsv(pool.basis, readCsvRows(text, CONTRIBUTION_COLUMNS));
      const input = { period, replace, rows, fileHash };
      return { imported: await importContributions(tx, pool, input, caller, this.desk.clock.now()) };
    });
    return answer.body;
  }

  @Get(':period/contributions')
  @Permit('credits.read')
  @ApiOperation({ summary: "Members' shares of a period, by number. 成员份额" })
  @AnswersPageOf(ShareBody)
  async shares(
    @Param() { number, period }: PeriodPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ShareBody>>> {
    const pool = await poolInReach(this.database, number, reach);
    const found = await findPeriod(this.database, pool, period);
    return pageBody(await readShares(this.database, found, pageOf(query, ['text'])), shareBody(pool.basis));
  }

  @Post(':period/verifications')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'A verification body says what the period amounts to. 核证' })
  @ApiCreatedResponse({ type: PeriodBody })
  async verify(
    @Param() { number, period }: PeriodPath,
    @Body() body: VerifyPeriodBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PeriodBody>> {
    const request = { caller, operation: 'pools.verify', key, body: { number, period, body } };
    const answer = await this.once.run(request, async (tx) => {
      const pool = await poolInReach(tx, number, caller.reach);
      const finding = { period, total: parseGrams(body.grams, 'grams'), report: body.report };
      await verifyPeriod(tx, pool, finding, caller, this.desk.clock.now());
      return periodBody(await findPeriod(tx, pool, period));
    });
    return answer.body;
  }
}
