import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { holderAskedFor } from '../../holdings/index';
import { readBorrowings } from '../persistence/borrowings';
import type { BorrowingDesk } from '../use-cases/desk';
import { judgeGap } from '../use-cases/judge-gap';
import {
  BorrowingBody,
  borrowingBody,
  BorrowingLimitBody,
  borrowingLimitBody,
  BorrowingLimitQuery,
  BorrowingsQuery,
} from './borrowing-bodies';
import { BORROWING_DESK } from './desk-of';

@ApiTags('borrowing')
@Controller('v1/allowance-borrowings')
export class BorrowingsController {
  constructor(
    private readonly database: Database,
    @Inject(BORROWING_DESK) private readonly desk: BorrowingDesk,
  ) {}

  @Get()
  @Permit('compliance.read')
  @ApiOperation({ summary: 'What was borrowed, the latest first (BOR-001). 配额预支记录' })
  @AnswersPageOf(BorrowingBody)
  async list(
    @Query() query: BorrowingsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<BorrowingBody>>> {
    const { market } = query;
    return pageBody(
      await readBorrowings(this.database, { market, reach }, pageOf(query, ['id'])),
      borrowingBody,
    );
  }

  @Get('limit')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'How much may be borrowed for an obligation, and why. 可预支量' })
  @ApiOkResponse({ type: BorrowingLimitBody })
  async limit(
    @Query() { market, year, holder }: BorrowingLimitQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<BorrowingLimitBody>> {
    return this.database.transaction(async (tx) => {
      const { id: holderId } = await holderAskedFor(tx.manager, holder, caller);
      const asked = { market, year, holderId, now: this.desk.clock.now() };
      return borrowingLimitBody(await judgeGap(tx, this.desk, asked));
    });
  }
}
