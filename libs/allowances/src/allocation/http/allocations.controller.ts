import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import { findHolder } from '@carbon/identity';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AllocationDesk } from '../desk';
import { ALLOCATION_DESK } from '../http-desk';
import { readShownLines } from '../persistence/line-pages';
import { lineInReach } from '../use-cases/line-in-reach';
import { remarkablePercent } from '../use-cases/remarkable';
import {
  AllocationBody,
  allocationBody,
  AllocationDetailBody,
  AllocationsQuery,
  settlementBody,
  versionBody,
} from './line-bodies';
import { RoundLinePath } from './round-bodies';

/** An enterprise's own allocations, explained step by step. */
@ApiTags('allocations')
@Controller('v1')
export class AllocationsController {
  constructor(
    private readonly database: Database,
    @Inject(ALLOCATION_DESK) private readonly desk: AllocationDesk,
  ) {}

  @Get('allocations')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Lines of enterprises within reach that have been shown. 配额分配结果' })
  @AnswersPageOf(AllocationBody)
  async list(
    @Query() query: AllocationsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AllocationBody>>> {
    const { market, year, phase, holder } = query;
    const page = pageOf(query, ['text', 'text']);
    const named = holder === undefined ? undefined : await findHolder(this.database.source.manager, holder);
    if (holder !== undefined && named === undefined) return { items: [] };
    const filter = {
      ...{ market, year, phase, holderId: named?.id },
      remarkablePercent: await remarkablePercent(this.database, this.desk),
    };
    return pageBody(await readShownLines(this.database, reach, page, filter), allocationBody);
  }

  @Get('allocation-rounds/:number/lines/:holder')
  @Permit('allocations.read')
  @ApiOperation({
    summary: 'One line, with every version and the calculation opened step by step. 分配结果详情与逐步核算',
  })
  @ApiOkResponse({ type: AllocationDetailBody })
  async get(
    @Param() { number, holder }: RoundLinePath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<AllocationDetailBody>> {
    const found = await lineInReach(this.database, { number, holder }, caller);
    return {
      ...{ round: number, holder: found.holder },
      versions: found.versions.map(versionBody),
      settlements: found.settlements.map(settlementBody),
    };
  }
}
