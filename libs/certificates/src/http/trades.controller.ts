import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { accountsSeen } from '../persistence/in-reach';
import { readTrades } from '../persistence/read-trades';
import { TradeBody, tradeBody, TradeQuery } from './trade-bodies';

@ApiTags('certificates')
@Controller('v1/certificate-trades')
export class TradesController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('certificates.read')
  @ApiOperation({ summary: 'Trades with quantity and price, oldest first (GEC-019). 绿证交易记录' })
  @AnswersPageOf(TradeBody)
  async list(@Query() query: TradeQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<TradeBody>>> {
    const accounts = await accountsSeen(this.database, reach, query.account);
    return pageBody(
      await readTrades(this.database, pageOf(query, ['number']), accounts, query.month),
      tradeBody,
    );
  }
}
