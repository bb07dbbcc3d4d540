import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  reachesAt,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { certificateUnknown, noticeUnknown } from '../domain/refusals';
import { renderNotice } from '../pdf/render-notice';
import { findCertificate, readCertificates } from '../persistence/certificates';
import { findNotice, type Notice, readNotices } from '../persistence/notices';
import type { PaperDesk } from '../use-cases/desk';
import { PAPER_DESK } from './desk-of';
import {
  certificateBody,
  ComplianceCertificateBody,
  ComplianceNoticeBody,
  CompliancePaperPath,
  CompliancePapersQuery,
  noticeBody,
  noticeLink,
  NoticePdfQuery,
} from './paper-bodies';

@ApiTags('compliance-papers')
@Controller('v1')
export class CompliancePapersController {
  constructor(@Inject(PAPER_DESK) private readonly desk: PaperDesk) {}

  @Get('compliance-notices')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Notices of what is due, the latest first (SUR-014). 履约通知书' })
  @AnswersPageOf(ComplianceNoticeBody)
  async notices(
    @Query() query: CompliancePapersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ComplianceNoticeBody>>> {
    const { database, site } = this.desk;
    const { market, year } = query;
    const page = await readNotices(database, reach, { market, year }, pageOf(query, ['text']));
    return pageBody(page, (one) => noticeBody(one, site));
  }

  @Get('compliance-notices/:number')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'One notice. 履约通知书详情' })
  @ApiOkResponse({ type: ComplianceNoticeBody })
  async notice(
    @Param() { number }: CompliancePaperPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ComplianceNoticeBody>> {
    return noticeBody(await this.noticeInReach(number, caller), this.desk.site);
  }

  @Get('compliance-notices/:number/pdf')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'A notice to print, with its QR code. 下载履约通知书 PDF' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param() { number }: CompliancePaperPath,
    @Query() { lang: language = 'both' }: NoticePdfQuery,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const notice = await this.noticeInReach(number, caller);
    const file = await renderNotice({ notice, language, link: noticeLink(this.desk.site, number) });
    await reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', `attachment; filename="${number}.pdf"`)
      .header('Cache-Control', 'no-store')
      .send(file);
  }

  @Get('compliance-certificates')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'Certificates of compliance, the latest first (SUR-014). 履约凭证' })
  @AnswersPageOf(ComplianceCertificateBody)
  async certificates(
    @Query() query: CompliancePapersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ComplianceCertificateBody>>> {
    const { database, site } = this.desk;
    const { market, year } = query;
    const page = await readCertificates(database, reach, { market, year }, pageOf(query, ['text']));
    return pageBody(page, (one) => certificateBody(one, site));
  }

  @Get('compliance-certificates/:number')
  @Permit('compliance.read')
  @ApiOperation({ summary: 'One certificate; PDF and proof are those of its receipt. 履约凭证详情' })
  @ApiOkResponse({ type: ComplianceCertificateBody })
  async certificate(
    @Param() { number }: CompliancePaperPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ComplianceCertificateBody>> {
    const found = await findCertificate(this.desk.database, number);
    if (found === undefined || !reachesAt(reach, found.holderId, found.issuedAt))
      throw certificateUnknown(number);
    return certificateBody(found, this.desk.site);
  }

  private async noticeInReach(number: string, { reach }: Caller): Promise<Notice> {
    const found = await findNotice(this.desk.database, number);
    if (found === undefined || !reachesAt(reach, found.holderId, found.madeAt)) throw noticeUnknown(number);
    return found;
  }
}
