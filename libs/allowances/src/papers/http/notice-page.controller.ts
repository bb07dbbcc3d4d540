import { PublicRoute } from '@carbon/http';
import { isReceiptNumber } from '@carbon/receipts';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { findNotice } from '../persistence/notices';
import type { PaperDesk } from '../use-cases/desk';
import { PAPER_DESK } from './desk-of';
import { noticePage, unknownNoticePage } from './notice-page';

/** Where the QR code of a notice leads: a page for everybody, by number. */
@ApiExcludeController()
@Controller('n')
@PublicRoute()
export class NoticePageController {
  constructor(@Inject(PAPER_DESK) private readonly desk: PaperDesk) {}

  @Get(':number')
  async show(@Param('number') number: string, @Res() reply: FastifyReply): Promise<void> {
    const notice = isReceiptNumber(number) ? await findNotice(this.desk.database, number) : undefined;
    await reply
      .status(notice === undefined ? 404 : 200)
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .send(notice === undefined ? unknownNoticePage() : noticePage(notice));
  }
}
