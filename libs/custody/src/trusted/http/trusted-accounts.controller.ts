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
import { accountInReach } from '@carbon/ledger';
import { Body, Controller, Delete, Get, Inject, Param, Patch, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readEntries } from '../persistence/read-trusted';
import { relabelTrust, removeTrust } from '../use-cases/edit-trusted-accounts';
import { LabelBody } from './payloads';
import {
  TrustedAccountBody,
  trustedAccountBody,
  TrustedAccountPath,
  TrustedListPath,
} from './trusted-account-bodies';

/**
 * The trusted list of an account. Additions are tasks of the kind `trusted-account-add`. Removing and renaming are the
 * same however often they are asked for, so they take no idempotency key.
 */
@ApiTags('trusted-accounts')
@Controller('v1/accounts/:number/trusted-accounts')
export class TrustedAccountsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('trusted-accounts.read')
  @ApiOperation({
    summary: 'Entries of the trusted list, newest first, removed ones too. 信任名单',
    description:
      'Accounts of the same holder and of the system are on it by themselves and not shown (SEC-006). ' +
      '同一持有人的账户与系统账户自动在名单上，不在此列出。',
  })
  @AnswersPageOf(TrustedAccountBody)
  async list(
    @Param() { number }: TrustedListPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<TrustedAccountBody>>> {
    await accountInReach(this.database, number, reach);
    const page = pageOf(query, ['id']);
    return pageBody(await readEntries(this.database, number, this.clock.now(), page), trustedAccountBody);
  }

  @Delete(':trusted')
  @Permit('trusted-accounts.propose')
  @ApiOperation({ summary: 'Take an account off the list at once (SEC-005). 移出信任名单' })
  @ApiOkResponse({ type: TrustedAccountBody })
  async remove(
    @Param() { number, trusted }: TrustedAccountPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<TrustedAccountBody>> {
    const edit = { account: number, trusted, caller, now: this.clock.now() };
    return trustedAccountBody(await this.database.transaction((tx) => removeTrust(tx, edit)));
  }

  @Patch(':trusted')
  @Permit('trusted-accounts.propose')
  @ApiOperation({ summary: 'Change the label; nothing else changes. 修改备注名' })
  @ApiOkResponse({ type: TrustedAccountBody })
  async relabel(
    @Param() { number, trusted }: TrustedAccountPath,
    @Body() { label }: LabelBody,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<TrustedAccountBody>> {
    const edit = { account: number, trusted, label, caller, now: this.clock.now() };
    return trustedAccountBody(await this.database.transaction((tx) => relabelTrust(tx, edit)));
  }
}
