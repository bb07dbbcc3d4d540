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
import { holderInReach } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { isSeen, outsideWindow, seenOf } from '@carbon/ledger';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { holderAskedFor } from '../../holdings/index';
import { surrenderUnknown } from '../domain/refusals';
import { withPredecessors } from '../persistence/obligations';
import { readLots, readSurrenders, surrenderInReach } from '../persistence/read-surrenders';
import { SURRENDER_DESK, type SurrenderDesk } from '../use-cases/desk';
import { offsetUnits } from '../use-cases/offset-units';
import { OffsetHoldingsBody, offsetHoldingsBody, OffsetUnitsQuery } from './offset-bodies';
import {
  SurrenderBody,
  surrenderBody,
  surrenderedLotBody,
  SurrenderPath,
  SurrenderQuery,
  SurrenderWithLotsBody,
} from './surrender-bodies';

@ApiTags('compliance')
@Controller('v1')
export class SurrendersController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SURRENDER_DESK) private readonly desk: SurrenderDesk,
  ) {}

  @Get('surrenders')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Surrenders for or by holders within reach, the latest first. 清缴记录' })
  @AnswersPageOf(SurrenderBody)
  async list(
    @Query() query: SurrenderQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<SurrenderBody>>> {
    const { market, year, state } = query;
    const holderIds =
      query.holder === undefined
        ? undefined
        : await withPredecessors(
            this.database,
            (await holderInReach(this.database.source.manager, query.holder, reach)).id,
          );
    const filter = { market, year, state, holderIds };
    const page = await readSurrenders(this.database, reach, filter, pageOf(query, ['id']));
    return pageBody(page, surrenderBody);
  }

  @Get('surrenders/:id')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'A surrender with the very units of it. 清缴详情' })
  @ApiOkResponse({ type: SurrenderWithLotsBody })
  async detail(
    @Param() { id }: SurrenderPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<SurrenderWithLotsBody>> {
    const one = await surrenderInReach(this.database, id, reach);
    if (one === undefined) throw surrenderUnknown(id);
    const lots = (await readLots(this.database, [id])).get(id) ?? [];
    const { rules } = one.completedBy ?? one.judgedBy;
    return { ...surrenderBody(one), lots: lots.map(surrenderedLotBody), rules };
  }

  @Get('offset-units')
  @Permit('allowances.read')
  @ApiOperation({
    summary: 'Credits that could be offered for a year, and the limit that is left. 可用于抵销的减排量',
  })
  @ApiOkResponse({ type: OffsetHoldingsBody })
  async offset(
    @Query() query: OffsetUnitsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<OffsetHoldingsBody>> {
    const { market, year } = query;
    const { id: holderId } = await holderAskedFor(this.database.source.manager, query.holder, caller);
    const seen = seenOf(caller.reach, holderId);
    const now = this.clock.now();
    if (!isSeen(seen, now)) throw outsideWindow();
    const of = { market, year, holderId, instruments: seen.instruments };
    const page = pageOf(query, ['text']);
    return offsetHoldingsBody(
      await this.database.transaction((tx) => offsetUnits(tx, this.desk, of, page, now)),
    );
  }
}
