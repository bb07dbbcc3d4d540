import { Database, type Reader } from '@carbon/database';
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
  PageQuery,
  Permit,
  type Reach,
  type Sent,
} from '@carbon/http';
import { findHoldersById, requireSecondFactor } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { tradingAccountUnknown } from '../domain/refusals';
import { listTradingAccounts } from '../persistence/list-trading-accounts';
import { readActs } from '../persistence/market-acts';
import { findTradingAccount, type TradingAccount } from '../trading-account';
import { type AccountAct, actOnAccount } from '../use-cases/trading-account-acts';
import { MarketActBody, marketActBody } from './instrument-bodies';
import { MarketActReasonBody } from './market-bodies';
import {
  TradingAccountBody,
  tradingAccountBody,
  TradingAccountPath,
  TradingAccountsQuery,
} from './trading-account-bodies';

/** Trading accounts. They are opened, changed and closed by tasks; suspended and resumed at once. */
@ApiTags('markets')
@Controller('v1/trading-accounts')
export class TradingAccountsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Trading accounts within reach, the latest first. 交易账户列表' })
  @AnswersPageOf(TradingAccountBody)
  async list(
    @Query() query: TradingAccountsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<TradingAccountBody>>> {
    const { market, state } = query;
    const page = pageOf(query, ['number']);
    const found = await listTradingAccounts(this.database, reach, page, { market, state });
    const ids = found.items.map(({ holderId }) => holderId);
    const holders = await findHoldersById(this.database.source.manager, ids);
    return pageBody(found, (account) => tradingAccountBody(account, holders));
  }

  @Get(':number')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'One trading account. 交易账户' })
  @ApiOkResponse({ type: TradingAccountBody })
  async get(
    @Param() { number }: TradingAccountPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<TradingAccountBody>> {
    const account = await inReach(this.database, number, reach);
    const holders = await findHoldersById(this.database.source.manager, [account.holderId]);
    return tradingAccountBody(account, holders);
  }

  @Get(':number/acts')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'What was done to it and why, the latest first. 开户、暂停、恢复记录' })
  @AnswersPageOf(MarketActBody)
  async acts(
    @Param() { number }: TradingAccountPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<MarketActBody>>> {
    await inReach(this.database, number, reach);
    const subject = { kind: 'trading-account', id: number } as const;
    return pageBody(await readActs(this.database, subject, pageOf(query, ['number'])), marketActBody);
  }

  @Post(':number/suspensions')
  @Permit('market-control.halt')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Suspend a trading account at once (TRD-018). 暂停交易账户',
    description: 'Its open orders are withdrawn by the exchange. 未成交委托由系统撤单。',
  })
  @ApiCreatedResponse({ type: TradingAccountBody })
  suspend(
    @Param() { number }: TradingAccountPath,
    @Body() { reason }: MarketActReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TradingAccountBody>> {
    return this.act('suspended', number, reason, caller, key);
  }

  @Post(':number/resumptions')
  @Permit('market-control.halt')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open a suspended trading account again. 恢复交易账户' })
  @ApiCreatedResponse({ type: TradingAccountBody })
  resume(
    @Param() { number }: TradingAccountPath,
    @Body() { reason }: MarketActReasonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TradingAccountBody>> {
    return this.act('resumed', number, reason, caller, key);
  }

  private async act(
    act: AccountAct,
    number: string,
    reason: string,
    caller: Caller,
    key: string,
  ): Promise<Sent<TradingAccountBody>> {
    const now = this.clock.now();
    requireSecondFactor(caller, now);
    const request = { caller, operation: `trading-account.${act}`, key, body: { number, reason } };
    const answer = await this.once.run(request, async (tx) => {
      await inReach(tx, number, caller.reach);
      await actOnAccount(tx, act, number, { reason, by: caller.id, now });
      const account = await inReach(tx, number, caller.reach);
      return tradingAccountBody(account, await findHoldersById(tx.manager, [account.holderId]));
    });
    return answer.body;
  }
}

/** @throws Refusal EXCHANGE_TRADING_ACCOUNT_UNKNOWN */
async function inReach(reader: Pick<Reader, 'query'>, number: string, reach: Reach): Promise<TradingAccount> {
  const account = await findTradingAccount(reader, number, reach);
  if (account === undefined) throw tradingAccountUnknown(number);
  return account;
}
