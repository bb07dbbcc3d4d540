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
import { viewGroup } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readGroupHoldings } from '../persistence/read-group-holdings';
import { GroupHoldingBody, groupHoldingBody, GroupPath } from './group-holding-bodies';

/** The consolidated view of a group: here, because identity knows no balances and the ledger no groups. */
@ApiTags('holders')
@Controller('v1/holders/:holder/group/holdings')
export class GroupHoldingsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('accounts.read')
  @ApiOperation({
    summary: 'What a group holds, by instrument: together, and each company’s own. 集团持有汇总',
    description: 'The head of the group counts as one of its companies. Nothing is owned in common.',
  })
  @AnswersPageOf(GroupHoldingBody)
  async list(
    @Param() path: GroupPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<GroupHoldingBody>>> {
    const page = pageOf(query, ['text']);
    const { members } = await viewGroup(this.database.source.manager, path.holder, caller);
    const ids = members.map(({ id }) => id);
    const holdings = await readGroupHoldings(this.database, ids, page);
    return pageBody(holdings, (holding) => groupHoldingBody(holding, members));
  }
}
