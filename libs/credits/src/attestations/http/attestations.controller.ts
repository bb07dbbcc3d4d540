import { Database, type Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { findHolder } from '@carbon/identity';
import { chinaDate, type Page, toPage } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreditDesk } from '../../desk';
import { CREDIT_DESK } from '../../http-desk';
import { ATTESTATION_TYPES } from '../domain/attestation-types';
import type { Attestation } from '../persistence/attestation';
import { partiesOf } from '../persistence/parties';
import { readAttestationEvents, readAttestations } from '../persistence/read-attestations';
import { attestationInReach } from '../use-cases/attestation-in-reach';
import { issueAttestation } from '../use-cases/issue-attestation';
import {
  AttestationBody,
  attestationBody,
  AttestationEventBody,
  attestationEventBody,
  AttestationPath,
  AttestationQuery,
  NewAttestationBody,
} from './attestation-bodies';
import { AttestationTypeBody, attestationTypeBody } from './attestation-type-bodies';

/** Certificates of other kinds: what verifiers vouch for that is no unit of the ledger (S29). */
@ApiTags('attestations')
@Controller('v1')
export class AttestationsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Get('attestation-types')
  @Permit('verification.read')
  @ApiOperation({ summary: 'Types with validity, surveillance, figures and grades. 认证类型' })
  @AnswersPageOf(AttestationTypeBody)
  types(@Query() query: PageQuery): Page<Sent<AttestationTypeBody>> {
    const { limit, after } = pageOf(query, ['text']);
    const rows = [...ATTESTATION_TYPES]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter(({ id }) => id > (after?.[0] ?? ''));
    return pageBody(
      toPage(rows, limit, ({ id }) => [id]),
      attestationTypeBody,
    );
  }

  @Post('attestations')
  @Permit('verification.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'A verifier vouches for a holder (S29). 颁发认证',
    description:
      'One act of the verifier’s own people: no unit moves by it. 由核证机构本机构人员办理，不涉及单位转移',
  })
  @ApiCreatedResponse({ type: AttestationBody })
  async issue(
    @Body() body: NewAttestationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<AttestationBody>> {
    const request = { caller, operation: 'attestations.issue', key, body };
    const { certificateNumber = null, standard = null, ...rest } = body;
    const answer = await this.once.run(request, async (tx) =>
      this.told(tx, await issueAttestation(tx, this.desk, { ...rest, certificateNumber, standard }, caller)),
    );
    return answer.body;
  }

  @Get('attestations')
  @Permit('verification.read')
  @ApiOperation({ summary: 'Attestations of holders and certifiers within reach, by number. 认证列表' })
  @AnswersPageOf(AttestationBody)
  async list(
    @Query() query: AttestationQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AttestationBody>>> {
    const { type, standing, holder } = query;
    const page = pageOf(query, ['text']);
    const named = holder === undefined ? undefined : await findHolder(this.database.source.manager, holder);
    if (holder !== undefined && named === undefined) return { items: [] };
    const today = chinaDate(this.desk.clock.now());
    const filter = { type, standing, holderId: named?.id };
    const found = await readAttestations(this.database, reach, today, page, filter);
    const parties = await partiesOf(this.database, found.items);
    return pageBody(found, (one) => attestationBody(one, parties, today));
  }

  @Get('attestations/:number')
  @Permit('verification.read')
  @ApiOperation({ summary: 'One attestation, as it stands today. 查询认证' })
  @ApiOkResponse({ type: AttestationBody })
  async get(
    @Param() { number }: AttestationPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<AttestationBody>> {
    return this.told(this.database, await attestationInReach(this.database, number, reach));
  }

  @Get('attestations/:number/events')
  @Permit('verification.read')
  @ApiOperation({ summary: 'What became of an attestation, oldest first. 认证历史' })
  @AnswersPageOf(AttestationEventBody)
  async events(
    @Param() { number }: AttestationPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AttestationEventBody>>> {
    const { id } = await attestationInReach(this.database, number, reach);
    return pageBody(
      await readAttestationEvents(this.database, id, pageOf(query, ['number'])),
      attestationEventBody,
    );
  }

  private async told(reader: Database | Transaction, one: Attestation): Promise<Sent<AttestationBody>> {
    return attestationBody(one, await partiesOf(reader, [one]), chinaDate(this.desk.clock.now()));
  }
}
