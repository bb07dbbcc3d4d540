import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Header, Inject, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { renderMerchantStatement } from '../pdf/render-merchant-statement';
import { settlementLines, settlementSums } from '../use-cases/read-settlements';
import {
  MerchantMonthPath,
  MerchantPrintQuery,
  RewardSettlementLineBody,
  rewardSettlementLineBody,
  SettlementsQuery,
  RewardSettlementSumBody,
  rewardSettlementSumBody,
} from './settlement-bodies';

const SUMS = ['id', 'text', 'text', 'text', 'text'] as const;

/** What merchants are owed for vouchers used. Paying is outside of this platform: the payment port stays open. */
@ApiTags('merchants')
@Controller('v1/merchants/statements')
export class MerchantStatementsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('vouchers.read')
  @ApiOperation({ summary: 'By month, programme, reward and who pays. 商户结算汇总' })
  @AnswersPageOf(RewardSettlementSumBody)
  async sums(
    @Query() query: SettlementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RewardSettlementSumBody>>> {
    const { page, holders } = await settlementSums(this.database, reach, pageOf(query, SUMS), query);
    return pageBody(page, (sum) => rewardSettlementSumBody(sum, holders));
  }

  @Get('lines')
  @Permit('vouchers.read')
  @ApiOperation({ summary: 'Line by line; corrections are lines of their own. 商户结算明细' })
  @AnswersPageOf(RewardSettlementLineBody)
  async lines(
    @Query() query: SettlementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RewardSettlementLineBody>>> {
    const { page, holders } = await settlementLines(this.database, reach, pageOf(query, ['number']), query);
    return pageBody(page, (line) => rewardSettlementLineBody(line, holders));
  }

  @Get(':merchant/:month/pdf')
  @Permit('vouchers.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The statement of a month to print. 商户月度结算单 PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param() { merchant: code, month }: MerchantMonthPath,
    @Query() { lang: language = 'both' }: MerchantPrintQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<StreamableFile> {
    const merchant = await holderInReach(this.database.source.manager, code, reach);
    const moment = this.clock.now();
    const file = await renderMerchantStatement(this.database, { merchant, month, language, moment });
    return new StreamableFile(file, {
      type: 'application/pdf',
      disposition: `attachment; filename="settlement-${merchant.code}-${month}.pdf"`,
    });
  }
}
