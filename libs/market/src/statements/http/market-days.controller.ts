import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  EVERYTHING,
  pageBody,
  pageOf,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { dayFileCsv } from '../domain/day-file-csv';
import type { DayFileForm } from '../domain/day-file-json';
import { dayNotEnded } from '../domain/refusals';
import { findDayEnd, findDayFile, readDayEnds } from '../persistence/day-ends';
import {
  DayFileQuery,
  DayMarketPath,
  MarketDayBody,
  marketDayBody,
  MarketDayDetailBody,
  marketDayDetailBody,
  MarketDayPath,
  MarketDaysQuery,
} from './day-bodies';

/** The end of a market's day: figures and every trade, with a hash (TRD-014). Without names, but for who must know. */
@ApiTags('markets')
@Controller('v1/markets/:market/days')
export class MarketDaysController {
  constructor(private readonly database: Database) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Days that are ended, the latest first. 日终列表' })
  @AnswersPageOf(MarketDayBody)
  async list(
    @Param() { market }: DayMarketPath,
    @Query() query: MarketDaysQuery,
  ): Promise<Page<Sent<MarketDayBody>>> {
    return pageBody(await readDayEnds(this.database, market, pageOf(query, ['day'])), marketDayBody);
  }

  @Get(':day')
  @PublicRoute()
  @ApiOperation({ summary: 'Figures of a day by instrument, the composite, hashes of the file. 日终行情' })
  @ApiOkResponse({ type: MarketDayDetailBody })
  async one(@Param() { market, day }: MarketDayPath): Promise<Sent<MarketDayDetailBody>> {
    const end = await findDayEnd(this.database, market, day);
    if (end === undefined) throw dayNotEnded(market, day);
    return marketDayDetailBody(end);
  }

  @Get(':day/file')
  @PublicRoute()
  @ApiOperation({ summary: 'Every trade of a day, without names. 日终成交文件（匿名）' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  publicFile(
    @Param() path: MarketDayPath,
    @Query() query: DayFileQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send('public', path, query, reply);
  }

  @Get(':day/full-file')
  @Permit('exchange.read')
  @ApiOperation({
    summary:
      'Every trade of a day with its parties, for regulator, registry and market. 日终成交文件（完整）',
  })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  fullFile(
    @Param() path: MarketDayPath,
    @Query() query: DayFileQuery,
    @CurrentCaller() { reach }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // it names everybody: for who sees everybody
    if (reach !== EVERYTHING) throw dayNotEnded(path.market, path.day);
    return this.send('full', path, query, reply);
  }

  private async send(
    form: DayFileForm,
    { market, day }: MarketDayPath,
    { format = 'json' }: DayFileQuery,
    reply: FastifyReply,
  ): Promise<void> {
    const file = await findDayFile(this.database, { market, day, form });
    if (file === undefined) throw dayNotEnded(market, day);
    const json = format === 'json';
    const text = json
      ? file.content
      : dayFileCsv(JSON.parse(file.content) as Parameters<typeof dayFileCsv>[0]);
    await reply
      .header('Content-Type', json ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="${market}-${day}-${form}.${format}"`)
      .header('X-Content-SHA256', (json ? file.jsonHash : file.csvHash).toString('hex'))
      .send(text);
  }
}
