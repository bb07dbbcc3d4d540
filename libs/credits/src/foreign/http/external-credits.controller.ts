import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Page, toPage } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { UNIT_EQUIVALENCES } from '../domain/rules/equivalences';
import { lotInReach, readExits, readLots } from '../persistence/lots';
import {
  EquivalenceBody,
  equivalenceBody,
  ExternalCreditBody,
  externalCreditBody,
  ExternalCreditQuery,
  ExternalExitBody,
  externalExitBody,
  lotFilterOf,
  LotPath,
} from './external-credit-bodies';

@ApiTags('external credits')
@Controller('v1')
export class ExternalCreditsController {
  constructor(private readonly database: Database) {}

  @Get('external-credits')
  @Permit('credits.read')
  @ApiOperation({
    summary: 'Units of other registries that came in, with their serials there and here. 境外单位',
  })
  @AnswersPageOf(ExternalCreditBody)
  async list(
    @Query() query: ExternalCreditQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ExternalCreditBody>>> {
    const filter = lotFilterOf(query);
    const lots = await readLots(this.database, pageOf(query, ['id']), reach, filter);
    return pageBody(lots, externalCreditBody(filter));
  }

  @Get('external-credits/:number')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One lot. 查询境外单位批次' })
  @ApiOkResponse({ type: ExternalCreditBody })
  async get(
    @Param() { number }: LotPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ExternalCreditBody>> {
    return externalCreditBody()(await lotInReach(this.database, number, reach));
  }

  @Get('external-credits/:number/exits')
  @Permit('credits.read')
  @ApiOperation({ summary: 'What of a lot went back. 转回记录' })
  @AnswersPageOf(ExternalExitBody)
  async exits(
    @Param() { number }: LotPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ExternalExitBody>>> {
    const lot = await lotInReach(this.database, number, reach);
    return pageBody(await readExits(this.database, lot, pageOf(query, ['number'])), externalExitBody(lot));
  }

  @Get('equivalences')
  @Permit('rules.read')
  @ApiOperation({ summary: 'What stands for as much as what; shown, never exchanged. 等价对照表' })
  @AnswersPageOf(EquivalenceBody)
  equivalences(@Query() query: PageQuery): Page<Sent<EquivalenceBody>> {
    const { limit, after } = pageOf(query, ['text']);
    const rest = UNIT_EQUIVALENCES.filter(({ id }) => id > (after?.[0] ?? ''));
    return pageBody(
      toPage(rest, limit, ({ id }) => [id]),
      equivalenceBody,
    );
  }
}
