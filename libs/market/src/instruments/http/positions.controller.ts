import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { readSupply } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { notAdmitted } from '../domain/refusals';
import { readHoldings } from '../persistence/read-holdings';
import { findTradable } from '../tradable';
import { marketNow } from '../use-cases/market-now';
import { MarketPath, PositionsQuery } from './market-bodies';
import { MarketPositionBody, marketPositionBody } from './position-bodies';

/** TRD-017: who holds how much, for whoever watches a market. */
@ApiTags('markets')
@Controller('v1/markets/:market/positions')
export class PositionsController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('surveillance.read')
  @ApiOperation({
    summary: 'Who holds how much of an instrument, the most first (TRD-017). 持仓与大户报告',
    description:
      'On all accounts of a holder, in whatever part. 含持有人全部账户、各子余额；省级主管部门仅见本省单位。',
  })
  @AnswersPageOf(MarketPositionBody)
  async list(
    @Param() { market }: MarketPath,
    @Query() query: PositionsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<MarketPositionBody>>> {
    const { instrument } = query;
    const packs = await this.rulebook.packs(this.database);
    const { rules } = await marketNow(this.database, packs, market, this.clock.now());
    const tradable = await findTradable(this.database, instrument);
    if (tradable?.market !== market) throw notAdmitted(instrument, market);
    const page = pageOf(query, ['number', 'id']);
    const found = await readHoldings(this.database, instrument, reach, page);
    const { held } = await readSupply(this.database, instrument);
    const ids = found.items.map(({ holderId }) => holderId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (holding) => {
      const holder = holders.get(holding.holderId);
      if (holder === undefined) throw new Error(`the holder ${holding.holderId} of units is gone`);
      return marketPositionBody(rules, holding, holder, held);
    });
  }
}
