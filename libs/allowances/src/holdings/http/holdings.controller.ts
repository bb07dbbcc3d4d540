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
import type { Clock, Page } from '@carbon/kernel';
import { isInstrumentSeen, isSeen, outsideWindow, type Seen, seenOf } from '@carbon/ledger';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readHoldingBlocks } from '../persistence/read-holding-blocks';
import { readHoldings } from '../persistence/read-holdings';
import { holderAskedFor } from '../use-cases/holder-asked-for';
import {
  HoldingBlockBody,
  holdingBlockBody,
  HoldingBlockQuery,
  HoldingBody,
  holdingBody,
  HoldingPath,
  HoldingQueryParameters,
} from './holding-bodies';

@ApiTags('allowances')
@Controller('v1/allowance-holdings')
export class HoldingsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('allowances.read')
  @ApiOperation({
    summary: 'Positions in allowances by vintage, in their sub-balances. 配额持仓',
    description: 'The sub-balances of ETS-009 add up to the position. 分项余额之和等于总持仓。',
  })
  @AnswersPageOf(HoldingBody)
  async list(
    @Query() query: HoldingQueryParameters,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<HoldingBody>>> {
    const { id } = await holderAskedFor(this.database.source.manager, query.holder, caller);
    const seen = seenOf(caller.reach, id);
    const at = momentOf(seen, query.at === undefined ? undefined : new Date(query.at), this.clock.now());
    const wanted = { holderId: id, market: query.market, at, instruments: seen.instruments };
    return pageBody(await readHoldings(this.database, wanted, pageOf(query, ['text'])), holdingBody);
  }

  @Get(':instrument/blocks')
  @Permit('allowances.read')
  @ApiOperation({ summary: 'The serials of a position, lowest first. 持仓编号区间' })
  @AnswersPageOf(HoldingBlockBody)
  async blocks(
    @Param() { instrument }: HoldingPath,
    @Query() query: HoldingBlockQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<HoldingBlockBody>>> {
    const { id: holderId } = await holderAskedFor(this.database.source.manager, query.holder, caller);
    const seen = seenOf(caller.reach, holderId);
    if (!isSeen(seen, this.clock.now())) throw outsideWindow();
    const page = pageOf(query, ['number']);
    if (!isInstrumentSeen(seen, instrument)) return { items: [] };
    return pageBody(await readHoldingBlocks(this.database, { holderId, instrument }, page), holdingBlockBody);
  }
}

/** The moment to show: now is undefined. @throws Refusal LEDGER_OUTSIDE_WINDOW */
function momentOf(seen: Seen, asked: Date | undefined, now: Date): Date | undefined {
  if (!isSeen(seen, asked ?? now)) throw outsideWindow();
  return asked;
}
