import { type Caller, CurrentCaller, Permit, type Sent } from '@carbon/http';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { redemptionStatement } from '../domain/redemption-statement';
import { receiptJson } from '../domain/receipt-json';
import { renderReceipt } from '../pdf/render-receipt';
import { holderOf, linkOf, proveReceipt, type ReceiptDesk, receiptInReach } from '../use-cases/tell-receipt';
import { anchoringOf } from './anchoring';
import { ReceiptBody, ReceiptPath, ReceiptPdfQuery } from './receipt-bodies';
import { RedemptionStatementBody } from './redemption-bodies';
import { RECEIPT_DESK } from './tokens';

/** Receipts of everything that was retired or claimed, for those whose matter they are. */
@ApiTags('receipts')
@Controller('v1/receipts')
export class ReceiptsController {
  constructor(@Inject(RECEIPT_DESK) private readonly desk: ReceiptDesk) {}

  @Get(':number')
  @Permit('retirements.read')
  @ApiOperation({ summary: 'A receipt with its proof, by its number. 查询凭证' })
  @ApiOkResponse({ type: ReceiptBody })
  async get(@Param() { number }: ReceiptPath, @CurrentCaller() caller: Caller): Promise<Sent<ReceiptBody>> {
    const facts = await receiptInReach(this.desk, number, caller);
    const { proof, link } = await proveReceipt(this.desk, facts);
    return { ...receiptJson(facts), link, anchoring: anchoringOf(proof), code: proof?.code ?? null };
  }

  @Get(':number/redemption-statement')
  @Permit('retirements.read')
  @ApiOperation({ summary: 'The receipt as a redemption statement in the manner of I-REC. 注销声明' })
  @ApiOkResponse({ type: RedemptionStatementBody })
  async statement(
    @Param() { number }: ReceiptPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<RedemptionStatementBody>> {
    return redemptionStatement(await receiptInReach(this.desk, number, caller), linkOf(this.desk, number));
  }

  @Get(':number/pdf')
  @Permit('retirements.read')
  @ApiOperation({
    summary:
      'The receipt to print, or a redemption statement of it, with its QR code. 下载凭证或注销声明 PDF',
  })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param() { number }: ReceiptPath,
    @Query() { lang = 'both', kind = 'receipt' }: ReceiptPdfQuery,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const facts = await receiptInReach(this.desk, number, caller);
    const proved = await proveReceipt(this.desk, facts);
    const holder = await holderOf(this.desk, facts);
    const file = await renderReceipt({ facts, holder, ...proved, language: lang, kind });
    await reply
      .header('Content-Type', 'application/pdf')
      .header(
        'Content-Disposition',
        `attachment; filename="${number}${kind === 'receipt' ? '' : `-${kind}`}.pdf"`,
      )
      .header('Cache-Control', 'no-store')
      .send(file);
  }
}
