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
  Permit,
  type Sent,
} from '@carbon/http';
import { getHolder, holderInReach } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { AccountBody, accountBody, openAccounts, readAccount, readAccountsOf } from '@carbon/ledger';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountsOfHolderQuery, OpenAccountBody } from './account-bodies';

/** Accounts by holder: here, because the ledger knows only the ids of holders and identity knows no accounts. */
@ApiTags('accounts')
@Controller('v1/accounts')
export class HolderAccountsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
  ) {}

  @Post()
  @Permit('accounts.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open an account for a holder. 开户' })
  @ApiCreatedResponse({ type: AccountBody })
  async open(
    @Body() body: OpenAccountBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AccountBody>> {
    const request = { caller, operation: 'accounts.open', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const holder = await getHolder(tx.manager, body.holder);
      const [number = ''] = await openAccounts(tx, [{ holderId: holder.id, kind: body.kind }]);
      const account = await readAccount(tx, number);
      if (account === undefined) throw new Error(`account ${number} was opened and is not there`);
      return accountBody(account);
    });
    return answer.body;
  }

  @Get()
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Accounts of a holder, oldest first. 持有人账户列表' })
  @AnswersPageOf(AccountBody)
  async list(
    @Query() query: AccountsOfHolderQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AccountBody>>> {
    const holder = await holderInReach(this.database.source.manager, query.holder, reach);
    const page = pageOf(query, ['number']);
    return pageBody(await readAccountsOf(this.database, holder.id, page), accountBody);
  }
}
