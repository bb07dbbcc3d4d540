import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  reachIds,
  type Sent,
} from '@carbon/http';
import { findHolder } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { appealUnknown } from '../domain/refusals';
import { findAppeal, readAppeals } from '../persistence/appeals';
import { readDemands } from '../persistence/demands';
import { readOwedEntries } from '../persistence/owed';
import { readProvincialPage } from '../persistence/provincial';
import { readReapprovals } from '../persistence/reapprovals';
import {
  AppealBody,
  appealBody,
  AppealPath,
  AppealsQuery,
  flagOf,
  OwedEntryBody,
  owedEntryBody,
  OwedQuery,
  ProvincialHoldingBody,
  provincialHoldingBody,
  ReapprovalBody,
  reapprovalBody,
  ReapprovalsQuery,
  ReturnDemandBody,
  returnDemandBody,
} from './follow-up-bodies';

/** What comes after a draft and an approval: appeals, re-approvals, units demanded back, adjustments that are owed. */
@ApiTags('allocations')
@Controller('v1')
export class AllocationFollowUpsController {
  constructor(private readonly database: Database) {}

  @Get('allocation-appeals')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Appeals within reach, the latest first (ETS-013). 异议列表' })
  @AnswersPageOf(AppealBody)
  async appeals(
    @Query() query: AppealsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AppealBody>>> {
    const filter = { round: query.round, open: flagOf(query.open) };
    return pageBody(await readAppeals(this.database, reach, pageOf(query, ['text']), filter), appealBody);
  }

  @Get('allocation-appeals/:number')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'One appeal. 查询异议' })
  @ApiOkResponse({ type: AppealBody })
  async appeal(
    @Param() { number }: AppealPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<AppealBody>> {
    const found = await findAppeal(this.database, number, reach);
    if (found === undefined) throw appealUnknown(number);
    return appealBody(found);
  }

  @Get('allocation-reapprovals')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Allocations to approve again, those due first (ALC-012). 待重新核定' })
  @AnswersPageOf(ReapprovalBody)
  async reapprovals(
    @Query() query: ReapprovalsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReapprovalBody>>> {
    const page = pageOf(query, ['text', 'id']);
    const filter = { open: flagOf(query.open) };
    return pageBody(await readReapprovals(this.database, reach, page, filter), reapprovalBody);
  }

  @Get('allowance-return-demands')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Units that are to be handed back, the latest first. 待收回配额' })
  @AnswersPageOf(ReturnDemandBody)
  async demands(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReturnDemandBody>>> {
    return pageBody(await readDemands(this.database, reach, pageOf(query, ['id'])), returnDemandBody);
  }

  @Get('owed-adjustments')
  @Permit('allocations.read')
  @ApiOperation({
    summary: 'What enterprises owe of earlier adjustments, entry by entry (ALC-011). 待扣减明细',
  })
  @AnswersPageOf(OwedEntryBody)
  async owed(
    @Query() query: OwedQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<OwedEntryBody>>> {
    const page = pageOf(query, ['number']);
    const { market, holder } = query;
    const named = holder === undefined ? undefined : await findHolder(this.database.source.manager, holder);
    if (holder !== undefined && named === undefined) return { items: [] };
    const filter = { market, holderId: named?.id };
    return pageBody(await readOwedEntries(this.database, reach, page, filter), owedEntryBody);
  }

  @Get('provincial-holdings')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'What provinces’ accounts hold for enterprises (ALC-010). 省级账户代持' })
  @AnswersPageOf(ProvincialHoldingBody)
  async provincial(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ProvincialHoldingBody>>> {
    const page = pageOf(query, ['text', 'text', 'text']);
    return pageBody(await readProvincialPage(this.database, reachIds(reach), page), provincialHoldingBody);
  }
}
