import { PublicRoute } from '@carbon/http';
import { Refusal } from '@carbon/kernel';
import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { receiptUnknown } from '../domain/refusals';
import { proveReceipt, publicReceipt, type ReceiptDesk } from '../use-cases/tell-receipt';
import { receiptPage, unknownReceiptPage } from './public-page';
import { staticFile } from './static-files';
import { RECEIPT_DESK } from './tokens';

/** Where the QR code of a receipt leads: a page for everybody, by number. */
@ApiExcludeController()
@Controller('r')
@PublicRoute()
export class PublicPageController {
  private readonly script = staticFile('verify.mjs');
  private readonly style = staticFile('receipt.css');

  constructor(@Inject(RECEIPT_DESK) private readonly desk: ReceiptDesk) {}

  @Get('assets/verify.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=300')
  verifier(): string {
    return this.script;
  }

  @Get('assets/receipt.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=300')
  sheet(): string {
    return this.style;
  }

  @Get(':number')
  async show(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const told = await this.pageOf(number);
    await reply
      .status(told.status)
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .send(told.html);
  }

  /** A row of the journal names the account: of a person it is for that person only. @throws Refusal RECEIPT_UNKNOWN */
  @Get(':number/evidence/:row')
  async evidence(
    @Param('number') number: string,
    @Param('row') row: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const facts = await publicReceipt(this.desk, number);
    const { proof } = await proveReceipt(this.desk, facts);
    const file = facts.beneficiary.kind === 'person' ? undefined : proof?.files[Number(row) - 1];
    if (file === undefined) throw receiptUnknown(number);
    await reply
      .header('Content-Type', 'application/json; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="${file.name}"`)
      .send(file.content);
  }

  private async pageOf(number: string): Promise<{ readonly status: number; readonly html: string }> {
    try {
      const facts = await publicReceipt(this.desk, number);
      const { proof } = await proveReceipt(this.desk, facts);
      return { status: 200, html: receiptPage(facts, proof) };
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) throw error;
      return { status: 404, html: unknownReceiptPage() };
    }
  }
}
