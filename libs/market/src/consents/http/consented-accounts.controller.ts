import { Database, type Transaction } from '@carbon/database';
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
import { findHoldersById } from '@carbon/identity';
import { chinaDate, type Clock, type Page } from '@carbon/kernel';
import { readBalances, readStatement } from '@carbon/ledger';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ConsentedView } from '../domain/consent';
import {
  type ConsentedAccount,
  readConsentedAccounts,
  readStandingPledges,
} from '../persistence/consented-accounts';
import { lookAtAccount } from '../use-cases/look-at-account';
import {
  ConsentedAccountBody,
  consentedAccountBody,
  ConsentedAccountPath,
  ConsentedBalanceBody,
  consentedBalanceBody,
  ConsentedMovementBody,
  consentedMovementBody,
  ConsentedPledgeBody,
  consentedPledgeBody,
  ConsentedViewBody,
} from './consented-bodies';

const BALANCES = { limit: 50 };
const LAST = { limit: 20 };

/** What holders let a bank look at: its people see these accounts and nothing else of their holders. Each look is recorded. */
@ApiTags('account consents')
@Controller('v1/consented-accounts')
export class ConsentedAccountsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('accounts.read')
  @ApiOperation({
    summary: 'Accounts that holders let this bank look at, by number. 可查询账户列表',
    description: 'Empty for everybody who is no bank. 非银行机构列表为空。',
  })
  @AnswersPageOf(ConsentedAccountBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { holder }: Caller,
  ): Promise<Page<Sent<ConsentedAccountBody>>> {
    const page = pageOf(query, ['text']);
    if (holder === undefined) return { items: [] };
    const today = chinaDate(this.clock.now());
    const found = await readConsentedAccounts(this.database, holder.id, today, page);
    const ids = found.items.map(({ holderId }) => holderId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (one) => consentedAccountBody(one, holders));
  }

  @Get(':number')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'One of them at one look; recorded for its holder. 查询账户概况（留痕）' })
  @ApiOkResponse({ type: ConsentedViewBody })
  get(
    @Param() { number }: ConsentedAccountPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ConsentedViewBody>> {
    return this.look(number, 'account', caller, async (tx, one) => {
      const balances = await readBalances(tx, number, BALANCES);
      const movements = await readStatement(tx, number, LAST);
      const pledges = await readStandingPledges(tx, number, LAST);
      const ids = [one.holderId, ...pledges.items.map(({ pledgeeId }) => pledgeeId)];
      const holders = await findHoldersById(tx.manager, ids);
      return {
        ...consentedAccountBody(one, holders),
        balances: balances.items.map(consentedBalanceBody),
        movements: movements.items.map(consentedMovementBody),
        pledges: pledges.items.map((pledge) => consentedPledgeBody(pledge, holders)),
      };
    });
  }

  @Get(':number/balances')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Its balances by instrument; recorded for its holder. 查询余额（留痕）' })
  @AnswersPageOf(ConsentedBalanceBody)
  balances(
    @Param() { number }: ConsentedAccountPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ConsentedBalanceBody>>> {
    const page = pageOf(query, ['text']);
    return this.look(number, 'balances', caller, async (tx) =>
      pageBody(await readBalances(tx, number, page), consentedBalanceBody),
    );
  }

  @Get(':number/statement')
  @Permit('accounts.read')
  @ApiOperation({
    summary: 'What happened on it, newest first, without who the others were; recorded. 查询流水（留痕）',
  })
  @AnswersPageOf(ConsentedMovementBody)
  statement(
    @Param() { number }: ConsentedAccountPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ConsentedMovementBody>>> {
    const page = pageOf(query, ['number', 'side']);
    return this.look(number, 'statement', caller, async (tx) =>
      pageBody(await readStatement(tx, number, page), consentedMovementBody),
    );
  }

  @Get(':number/pledges')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Units that stand pledged in it; recorded for its holder. 查询质押（留痕）' })
  @AnswersPageOf(ConsentedPledgeBody)
  pledges(
    @Param() { number }: ConsentedAccountPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ConsentedPledgeBody>>> {
    const page = pageOf(query, ['number']);
    return this.look(number, 'pledges', caller, async (tx) => {
      const found = await readStandingPledges(tx, number, page);
      const ids = found.items.map(({ pledgeeId }) => pledgeeId);
      const holders = await findHoldersById(tx.manager, ids);
      return pageBody(found, (pledge) => consentedPledgeBody(pledge, holders));
    });
  }

  /** Nothing is shown that is not on record: both happen in one transaction. */
  private look<T>(
    account: string,
    view: ConsentedView,
    caller: Caller,
    show: (tx: Transaction, one: ConsentedAccount) => Promise<T>,
  ): Promise<T> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) =>
      show(tx, await lookAtAccount(tx, { account, view }, caller, now)),
    );
  }
}
