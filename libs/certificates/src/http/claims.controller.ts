import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { claimUnknown } from '../domain/refusals';
import { findClaim, readClaims } from '../persistence/read-lists';
import { claimCertificates } from '../use-cases/claim-certificates';
import type { Desk } from '../use-cases/desk';
import {
  ClaimBody,
  claimBody,
  ClaimCertificatesBody,
  claimCommandOf,
  ClaimPath,
  ClaimQuery,
} from './claim-bodies';
import { DESK } from './desk-of';
import { idPageOf } from './fields';

@ApiTags('claims')
@Controller('v1/claims')
export class ClaimsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Post()
  @Permit('certificates.claim')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Claim certificates as used, all or none. 绿证核销' })
  @ApiCreatedResponse({ type: ClaimBody })
  async claim(
    @Body() body: ClaimCertificatesBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ClaimBody>> {
    const request = { caller, operation: 'certificates.claim', key, body };
    const answer = await this.once.run(request, async (tx) =>
      claimBody(await claimCertificates(tx, this.desk, claimCommandOf(body, caller.id))),
    );
    return answer.body;
  }

  @Get()
  @Permit('certificates.read')
  @ApiOperation({ summary: 'Claims, oldest first. 核销记录' })
  @AnswersPageOf(ClaimBody)
  async list(@Query() query: ClaimQuery): Promise<Page<Sent<ClaimBody>>> {
    const { manager } = this.database.source;
    return pageBody(await readClaims(manager, idPageOf(query), query.account), claimBody);
  }

  @Get(':id')
  @Permit('certificates.read')
  @ApiOperation({ summary: 'One claim, by id or receipt number. 查询核销' })
  @ApiOkResponse({ type: ClaimBody })
  async get(@Param() { id }: ClaimPath): Promise<Sent<ClaimBody>> {
    const found = await findClaim(this.database.source.manager, id);
    if (found === undefined) throw claimUnknown(id);
    return claimBody(found);
  }
}
