import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { chinaDate, type Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreditDesk } from '../../desk';
import { CREDIT_DESK } from '../../http-desk';
import { partiesOf } from '../persistence/parties';
import { readAttestationEvents } from '../persistence/read-attestations';
import { publicAttestation } from '../use-cases/attestation-in-reach';
import {
  AttestationBody,
  attestationBody,
  AttestationEventBody,
  attestationEventBody,
  AttestationPath,
} from './attestation-bodies';

/** Whoever is shown a certificate looks it up by its number: does it hold, for whom, since when not (S29). */
@ApiTags('public register')
@Controller('v1/public/attestations/:number')
export class PublicAttestationsController {
  constructor(
    private readonly database: Database,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'One attestation by its number, for everybody. 公开查询认证' })
  @ApiOkResponse({ type: AttestationBody })
  async get(@Param() { number }: AttestationPath): Promise<Sent<AttestationBody>> {
    const one = await publicAttestation(this.database, number);
    const parties = await partiesOf(this.database, [one]);
    return attestationBody(one, parties, chinaDate(this.desk.clock.now()));
  }

  @Get('events')
  @PublicRoute()
  @ApiOperation({ summary: 'What became of it, oldest first, for everybody. 公开查询认证历史' })
  @AnswersPageOf(AttestationEventBody)
  async events(
    @Param() { number }: AttestationPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<AttestationEventBody>>> {
    const { id } = await publicAttestation(this.database, number);
    return pageBody(
      await readAttestationEvents(this.database, id, pageOf(query, ['number'])),
      attestationEventBody,
    );
  }
}
