import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { accountInReach } from '../persistence/account-in-reach';
import { readBalances, readBalancesAt, readBlocks, readStatement } from '../persistence/read-balances';
import {
  AccountBody,
  accountBody,
  AccountPath,
  BalanceBody,
  balanceBody,
  BalanceQuery,
  BlockBody,
  blockBody,
  BlockQuery,
  StatementLineBody,
  statementLineBody,
} from './account-bodies';
import { isSeen, momentToShow, outsideWindow, seenOf } from './seen';

/** What stands on an account. Opening and listing by holder need both rooms and stand in apps/registry. */
@ApiTags('accounts')
@Controller('v1/accounts/:number')
export class AccountsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('accounts.read')
  @ApiOperation({ summary: 'One account. 查询账户' })
  @ApiOkResponse({ type: AccountBody })
  async get(
    @Param() { number }: AccountPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<AccountBody>> {
    return accountBody(await accountInReach(this.database, number, reach));
  }

  @Get('balances')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Balances by instrument, now or at a moment. 余额' })
  @AnswersPageOf(BalanceBody)
  async balances(
    @Param() { number }: AccountPath,
    @Query() query: BalanceQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<BalanceBody>>> {
    const { holderId } = await accountInReach(this.database, number, reach);
    const page = pageOf(query, ['text']);
    const asked = query.at === undefined ? undefined : new Date(query.at);
    const seen = seenOf(reach, holderId);
    const moment = momentToShow(seen, asked, this.clock.now());
    const balances =
      moment === undefined
        ? await readBalances(this.database, number, page, seen)
        : await readBalancesAt(this.database, number, moment, page, seen);
    return pageBody(balances, balanceBody);
  }

  @Get('statement')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'What happened on the account, newest first. 对账单' })
  @AnswersPageOf(StatementLineBody)
  async statement(
    @Param() { number }: AccountPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<StatementLineBody>>> {
    const { holderId } = await accountInReach(this.database, number, reach);
    const page = pageOf(query, ['number', 'side']);
    const lines = await readStatement(this.database, number, page, seenOf(reach, holderId));
    return pageBody(lines, statementLineBody);
  }

  @Get('blocks')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Serials held, by instrument and first serial. 编号区段' })
  @AnswersPageOf(BlockBody)
  async blocks(
    @Param() { number }: AccountPath,
    @Query() query: BlockQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<BlockBody>>> {
    const { holderId } = await accountInReach(this.database, number, reach);
    // blocks are kept as they are now only
    const seen = seenOf(reach, holderId);
    if (!isSeen(seen, this.clock.now())) throw outsideWindow();
    const page = pageOf(query, ['text', 'number']);
    return pageBody(await readBlocks(this.database, number, page, query.instrument, seen), blockBody);
  }
}
