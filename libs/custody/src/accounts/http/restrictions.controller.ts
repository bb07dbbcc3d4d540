import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { accountInReach, readAccountStateChanges, seenOf } from '@carbon/ledger';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readFreezes } from '../persistence/judicial-freezes';
import {
  AccountPath,
  freezeBody,
  FreezesQuery,
  JudicialFreezeBody,
  RestrictionBody,
  restrictionBody,
} from './bodies';

/** What stands in an account's way, and how it came to. What its state lets happen stands on the account itself. */
@ApiTags('accounts')
@Controller('v1')
export class RestrictionsController {
  constructor(private readonly database: Database) {}

  @Get('accounts/:number/restrictions')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Changes of its state and block, newest first. 账户状态变更记录' })
  @AnswersPageOf(RestrictionBody)
  async restrictions(
    @Param() { number }: AccountPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RestrictionBody>>> {
    const { holderId } = await accountInReach(this.database, number, reach);
    const page = pageOf(query, ['number']);
    const changes = await readAccountStateChanges(this.database, number, page, seenOf(reach, holderId));
    return pageBody(changes, restrictionBody);
  }

  @Get('judicial-freezes')
  @Permit('accounts.read')
  @ApiOperation({ summary: 'Judicial freezes, the latest first. 司法冻结列表' })
  @AnswersPageOf(JudicialFreezeBody)
  async freezes(
    @Query() query: FreezesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<JudicialFreezeBody>>> {
    const { account, state } = query;
    if (account !== undefined) await accountInReach(this.database, account, reach);
    const page = pageOf(query, ['number']);
    return pageBody(await readFreezes(this.database, reach, page, { account, state }), freezeBody);
  }
}
