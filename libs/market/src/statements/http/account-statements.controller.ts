import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Reach,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { statementUnknown } from '../domain/refusals';
import {
  findStatement,
  type KeptStatement,
  readStatementDays,
  seesAll,
} from '../persistence/account-statements';
import { renderStatement } from '../pdf/render-statement';
import {
  AccountStatementBody,
  accountStatementBody,
  AccountStatementDayBody,
  AccountStatementPath,
  AccountStatementsQuery,
  StatedAccountPath,
  statementDayBody,
  StatementPdfQuery,
  StatementVersionQuery,
} from './statement-bodies';

/** TRD-016: what each trading account did in a day, for its holder and those who look after the market. */
@ApiTags('statements')
@Controller('v1/exchange/trading-accounts/:number/statements')
export class AccountStatementsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Days of a trading account that have a statement, the latest first. 结算单列表' })
  @AnswersPageOf(AccountStatementDayBody)
  async list(
    @Param() { number }: StatedAccountPath,
    @Query() query: AccountStatementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AccountStatementDayBody>>> {
    const page = pageOf(query, ['day']);
    const found = await readStatementDays(this.database, number, reach, page);
    const [first] = found.items;
    if (first !== undefined && !seesAll(reach, first.holderId)) return { items: [] };
    return pageBody(found, statementDayBody);
  }

  @Get(':day')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'The statement of a day: balances, every trade, all else that moved, open orders. 日结算单',
  })
  @ApiOkResponse({ type: AccountStatementBody })
  async one(
    @Param() path: AccountStatementPath,
    @Query() { version }: StatementVersionQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<AccountStatementBody>> {
    return accountStatementBody(await this.inReach(path, version, reach));
  }

  @Get(':day/pdf')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'The same to print. 日结算单 PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param() path: AccountStatementPath,
    @Query() { version, lang: language = 'both' }: StatementPdfQuery,
    @CurrentCaller() { reach }: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.inReach(path, version, reach);
    await reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', `attachment; filename="${kept.account}-${kept.day}.pdf"`)
      .header('Cache-Control', 'no-store')
      .send(await renderStatement({ kept, language }));
  }

  private async inReach(
    { number: account, day }: AccountStatementPath,
    version: number | undefined,
    reach: Reach,
  ): Promise<KeptStatement> {
    const kept = await findStatement(this.database, { account, day, version }, reach);
    if (kept === undefined || !seesAll(reach, kept.holderId)) throw statementUnknown(account, day);
    return kept;
  }
}
