import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  PublicRoute,
  reachIds,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import { type Clock, type Page, parseMoment } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readParticipants } from '../persistence/participants';
import { readPowerPrices, readStatement } from '../persistence/read-results';
import { takeReadings } from '../use-cases/take-readings';
import {
  PowerParticipantBody,
  powerParticipantBody,
  PowerParticipantsQuery,
  PowerPriceBody,
  powerPriceBody,
  PowerPricesQuery,
  PowerReadingsBody,
  PowerStatementBody,
  powerStatementBody,
  PowerStatementQuery,
  TakenReadingsBody,
  takenReadingsBody,
} from './result-bodies';

/** Who takes part, what plants metered, and what came of each quarter hour (S30). */
@ApiTags('green-power')
@Controller('v1')
export class PowerResultsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('green-power/participants')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'Verified users within reach, the latest first. 准入用户',
    description: 'Let in and ended as tasks. 准入与终止以任务办理。',
  })
  @AnswersPageOf(PowerParticipantBody)
  async participants(
    @Query() query: PowerParticipantsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PowerParticipantBody>>> {
    const found = await readParticipants(this.database, reach, pageOf(query, ['number']));
    const ids = found.items.map(({ holderId }) => holderId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (one) => powerParticipantBody(one, holders.get(one.holderId)?.code ?? ''));
  }

  @Post('green-power/readings')
  @Permit('green-power.meter')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Give what plants metered in intervals. 上报电源时段读数',
    description: 'Each row is taken or refused by itself. 逐条接收或拒绝。',
  })
  @ApiCreatedResponse({ type: TakenReadingsBody })
  async readings(
    @Body() body: PowerReadingsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TakenReadingsBody>> {
    const asked = body.readings.map(({ plant, interval, energyWh }, at) => ({
      ...{ plant, start: parseMoment(interval, `readings[${at}].interval`), energyWh: BigInt(energyWh) },
    }));
    const answer = await this.once.run({ caller, operation: 'green-power.readings', key, body }, async (tx) =>
      takenReadingsBody(await takeReadings(tx, asked, { caller, now: this.clock.now() })),
    );
    return answer.body;
  }

  @Get('green-power/statements')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'What was bought or sold on a day, by interval and named source. 购售电结算单',
  })
  @AnswersPageOf(PowerStatementBody)
  async statement(
    @Query() query: PowerStatementQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<PowerStatementBody>>> {
    const { day, side } = query;
    const page = pageOf(query, ['number']);
    const found = await readStatement(this.database, reachIds(reach), page, { day, side });
    return pageBody(found, powerStatementBody);
  }

  @Get('public/green-power/prices')
  @PublicRoute()
  @ApiOperation({ summary: 'Prices of each quarter hour of a day, by kind of source. 时段价格' })
  @AnswersPageOf(PowerPriceBody)
  async prices(@Query() query: PowerPricesQuery): Promise<Page<Sent<PowerPriceBody>>> {
    const { day, kind } = query;
    const found = await readPowerPrices(this.database, pageOf(query, ['number', 'text']), { day, kind });
    return pageBody(found, powerPriceBody);
  }
}
