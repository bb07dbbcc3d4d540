import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PageQuery, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { unknownAccount } from '../domain/refusals';
import { readBalances, readBalancesAt, readBlocks, readStatement } from '../persistence/read-balances';
import { type AccountView, readAccount } from '../persistence/read-directory';
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

/** What stands on an account. Opening and listing by holder need both rooms and stand in apps/registry. */
@ApiTags('accounts')
@Controller('v1/accounts/:number')
export class AccountsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('accounts.read')
  @ApiOperation({ summary: 'One account. 查询账户' })
  @ApiOkResponse({ type: AccountBody })
  async get(@Param() path: AccountPath): Promise<Sent<AccountBody>> {
    return accountBody(await this.account(path));
  }

  @Get('balances')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Balances by instrument, now or at a moment. 余额' })
  @AnswersPageOf(BalanceBody)
  async balances(@Param() path: AccountPath, @Query() query: BalanceQuery): Promise<Page<Sent<BalanceBody>>> {
    const { number } = await this.account(path);
    const page = pageOf(query, ['text']);
    const balances =
      query.at === undefined
        ? await readBalances(this.database, number, page)
        : await readBalancesAt(this.database, number, new Date(query.at), page);
    return pageBody(balances, balanceBody);
  }

  @Get('statement')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'What happened on the account, newest first. 对账单' })
  @AnswersPageOf(StatementLineBody)
  async statement(
    @Param() path: AccountPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<StatementLineBody>>> {
    const { number } = await this.account(path);
    const lines = await readStatement(this.database, number, pageOf(query, ['number', 'side']));
    return pageBody(lines, statementLineBody);
  }

  @Get('blocks')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Serials held, by instrument and first serial. 编号区段' })
  @AnswersPageOf(BlockBody)
  async blocks(@Param() path: AccountPath, @Query() query: BlockQuery): Promise<Page<Sent<BlockBody>>> {
    const { number } = await this.account(path);
    const page = pageOf(query, ['text', 'number']);
    return pageBody(await readBlocks(this.database, number, page, query.instrument), blockBody);
  }

  private async account({ number }: AccountPath): Promise<AccountView> {
    const account = await readAccount(this.database, number);
    if (account === undefined) throw unknownAccount(number);
    return account;
  }
}
