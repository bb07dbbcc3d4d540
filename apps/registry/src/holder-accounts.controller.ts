import { recordAudit } from '@carbon/audit';
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
  type Sent,
} from '@carbon/http';
import { getHolder, holderInReach, lockHolders } from '@carbon/identity';
import { type Clock, type Page, Refusal } from '@carbon/kernel';
import { AccountBody, accountBody, openAccounts, readAccount, readAccountsOf } from '@carbon/ledger';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountsOfHolderQuery, OpenAccountBody } from './account-bodies';

/** Accounts by holder: here, because the ledger knows only the ids of holders and identity knows no accounts. */
@ApiTags('accounts')
@Controller('v1/accounts')
export class HolderAccountsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
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
      const { id: holderId } = await holderInReach(tx.manager, body.holder, caller.reach);
      // one that is just being closed or merged is waited for: nothing is left behind with it
      await lockHolders(tx, [holderId]);
      const { code, state } = await getHolder(tx.manager, holderId);
      if (state === 'closed') throw holderClosed(code);
      const [number = ''] = await openAccounts(tx, [{ holderId, kind: body.kind }]);
      const account = await readAccount(tx, number);
      if (account === undefined) throw new Error(`account ${number} was opened and is not there`);
      const subject = { kind: 'account', id: number };
      const entry = { action: 'account.opened', subject, holderId, after: { holder: code, kind: body.kind } };
      await recordAudit(tx, entry, this.clock.now());
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

function holderClosed(code: string): Refusal {
  return new Refusal(
    'HOLDER_NOT_ACTIVE',
    409,
    {
      zh: `持有人 ${code} 已关闭，不能开户`,
      en: `The holder ${code} is closed: no account is opened for it`,
    },
    { rule: 'REG-010', details: { holder: code, state: 'closed' } },
  );
}
