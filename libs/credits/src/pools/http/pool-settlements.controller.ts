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
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { poolInReach } from '../persistence/pools';
import { findSettlement, readLines, readSettlements } from '../persistence/settlements';
import { readStatement } from '../persistence/statements';
import { PoolPath, SettlementPath } from './fields';
import {
  SettlementBody,
  settlementBody,
  SettlementLineBody,
  settlementLineBody,
  PoolStatementLineBody,
  statementLineBody,
} from './settlement-bodies';

@ApiTags('pools')
@Controller('v1')
export class PoolSettlementsController {
  constructor(private readonly database: Database) {}

  @Get('pools/:number/settlements')
  @Permit('credits.read')
  @ApiOperation({ summary: 'Settlements, oldest first. 结算单列表' })
  @AnswersPageOf(SettlementBody)
  async list(
    @Param() { number }: PoolPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<SettlementBody>>> {
    const pool = await poolInReach(this.database, number, reach);
    return pageBody(await readSettlements(this.database, pool, pageOf(query, ['id'])), settlementBody);
  }

  @Get('pools/:number/settlements/:settlement')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One settlement. 查询结算单' })
  @ApiOkResponse({ type: SettlementBody })
  async get(
    @Param() { number, settlement }: SettlementPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<SettlementBody>> {
    const pool = await poolInReach(this.database, number, reach);
    return settlementBody(await findSettlement(this.database, pool, settlement));
  }

  @Get('pools/:number/settlements/:settlement/lines')
  @Permit('credits.read')
  @ApiOperation({ summary: 'What each member gets, by number. 结算明细' })
  @AnswersPageOf(SettlementLineBody)
  async lines(
    @Param() { number, settlement }: SettlementPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<SettlementLineBody>>> {
    const pool = await poolInReach(this.database, number, reach);
    const found = await findSettlement(this.database, pool, settlement);
    return pageBody(await readLines(this.database, found, pageOf(query, ['text'])), settlementLineBody);
  }

  /** Members read what is theirs, and nobody else's: as a person of the vault, or through the people of a holder. */
  @Get('me/pool-statements')
  @Permit('self')
  @ApiOperation({ summary: "The caller's own part in pools. 本人（本机构）的归集对账单" })
  @AnswersPageOf(PoolStatementLineBody)
  async mine(
    @Query() query: PageQuery,
    @CurrentCaller() { holder, personId }: Caller,
  ): Promise<Page<Sent<PoolStatementLineBody>>> {
    const whose = { holderId: holder?.id ?? null, personId: personId ?? null };
    const page = pageOf(query, ['id', 'number']);
    return pageBody(await readStatement(this.database, whose, page), statementLineBody);
  }
}
