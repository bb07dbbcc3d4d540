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
import { accountInReach, isInstrumentSeen, readStatement, seenOf } from '@carbon/ledger';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CNY } from '../domain/cny';
import { readCash } from '../persistence/read-cash';
import { reconcileCash } from '../use-cases/reconcile-cash';
import {
  CashBalanceBody,
  cashBalanceBody,
  CashMovementBody,
  cashMovementBody,
  CashMovementsQuery,
  CashReconciliationBody,
  reconciliationBody,
} from './cash-bodies';

/** Money in funds accounts. Deposits and withdrawals are tasks of the registry. */
@ApiTags('cash')
@Controller('v1/cash')
export class CashController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('cash.read')
  @ApiOperation({ summary: 'Funds accounts and the money in them now. 资金账户余额' })
  @AnswersPageOf(CashBalanceBody)
  async balances(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<CashBalanceBody>>> {
    const page = pageOf(query, ['number']);
    return pageBody(await readCash(this.database, reach, page, this.clock.now()), cashBalanceBody);
  }

  @Get('movements')
  @Permit('cash.read')
  @ApiOperation({ summary: 'Movements of one funds account, the latest first. 资金流水' })
  @AnswersPageOf(CashMovementBody)
  async movements(
    @Query() query: CashMovementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<CashMovementBody>>> {
    const { number, holderId } = await accountInReach(this.database, query.account, reach);
    const seen = seenOf(reach, holderId);
    const page = pageOf(query, ['number', 'side']);
    if (!isInstrumentSeen(seen, CNY)) return { items: [] };
    const lines = await readStatement(this.database, number, page, { ...seen, instruments: [CNY] });
    return pageBody(lines, cashMovementBody);
  }

  @Get('reconciliation')
  @Permit('reconciliation.read')
  @ApiOperation({
    summary: 'Whether the money on the ledger is what the bank says; totals only. 资金总额核对',
  })
  @ApiOkResponse({ type: CashReconciliationBody })
  async reconciliation(): Promise<Sent<CashReconciliationBody>> {
    return reconciliationBody(await reconcileCash(this.database));
  }
}
