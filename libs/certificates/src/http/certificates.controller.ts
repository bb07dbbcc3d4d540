import { accountInReach, isSeen, outsideWindow, seenOf } from '@carbon/ledger';
import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  pageBody,
  pageOf,
  Permit,
  PublicRoute,
  type Caller,
  CurrentCaller,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Desk } from '../use-cases/desk';
import { listCertificates } from '../use-cases/list-certificates';
import { PROOF_SOURCE, type ProofSource } from '../use-cases/proof-source';
import { traceCertificate } from '../use-cases/trace-certificate';
import { DESK } from './desk-of';
import { EXAMPLE_CODE } from './fields';
import { HeldCertificatesBody, heldBody, HeldQuery } from './held-bodies';
import { PublicTraceBody, publicTraceBody } from './trace-bodies';

@ApiTags('certificates')
@Controller('v1')
export class CertificatesController {
  constructor(
    private readonly database: Database,
    @Inject(DESK) private readonly desk: Desk,
    @Inject(PROOF_SOURCE) private readonly proofs: ProofSource,
  ) {}

  @Get('certificates')
  @Permit('certificates.read')
  @ApiOperation({ summary: 'Certificates of an account, in runs. 账户持有的绿证' })
  @AnswersPageOf(HeldCertificatesBody)
  async list(
    @Query() query: HeldQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<HeldCertificatesBody>>> {
    const { number, holderId } = await accountInReach(this.database, query.account, reach);
    // who holds what is kept as it is now only
    const seen = seenOf(reach, holderId);
    if (!isSeen(seen, this.desk.clock.now())) throw outsideWindow();
    const page = pageOf(query, ['text', 'number']);
    const within = query.expiringWithinDays;
    const days = within === undefined ? undefined : Number(within);
    return pageBody(await listCertificates(this.database, this.desk, number, page, seen, days), heldBody);
  }

  /** A code that is none is told as such by the use case, digit by digit; hence no class for the path. */
  @Get('public/certificates/:code')
  @PublicRoute()
  @ApiParam({ name: 'code', description: '32 digits. 32 位绿证编码', example: EXAMPLE_CODE })
  @ApiOperation({ summary: 'The life of one certificate, for everybody. 公众溯源' })
  @ApiOkResponse({ type: PublicTraceBody })
  async trace(@Param('code') code: string): Promise<Sent<PublicTraceBody>> {
    return publicTraceBody(code, await traceCertificate(this.database, this.desk, this.proofs, code));
  }
}
