import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  reaches,
  type Sent,
} from '@carbon/http';
import { canonicalJson, type Page } from '@carbon/kernel';
import { accountInReach, isInstrumentSeen, isSeen, readAccount, seenOf } from '@carbon/ledger';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { claimUnknown } from '../domain/refusals';
import { accountsSeen } from '../persistence/in-reach';
import { findClaim, readClaims } from '../persistence/read-lists';
import { claimCertificates } from '../use-cases/claim-certificates';
import type { ClaimDesk } from '../use-cases/beneficiaries';
import { toldTo } from '../use-cases/told-claim';
import {
  ClaimBody,
  claimBody,
  ClaimCertificatesBody,
  claimCommandOf,
  ClaimPath,
  ClaimQuery,
} from './claim-bodies';
import { DESK } from './desk-of';

@ApiTags('claims')
@Controller('v1/claims')
export class ClaimsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(DESK) private readonly desk: ClaimDesk,
  ) {}

  @Post()
  @Permit('certificates.claim')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Claim certificates as used, all or none. 绿证核销',
    description:
      'The answer is kept for repeats and names no person: read the claim. 应答不含自然人信息，请查询该笔核销',
  })
  @ApiCreatedResponse({ type: ClaimBody })
  async claim(
    @Body() body: ClaimCertificatesBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ClaimBody>> {
    const request = { caller, operation: 'certificates.claim', key, body: this.remembered(body) };
    const answer = await this.once.run(request, async (tx) => {
      await accountInReach(tx, body.account, caller.reach);
      return claimBody(
        await claimCertificates(
          tx,
          this.desk,
          claimCommandOf(body, { account: body.account, actor: caller.id }),
        ),
      );
    });
    return answer.body;
  }

  @Get()
  @Permit('certificates.read')
  @ApiOperation({ summary: 'Claims, oldest first; persons are named in the single claim only. 核销记录' })
  @AnswersPageOf(ClaimBody)
  async list(@Query() query: ClaimQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<ClaimBody>>> {
    const { manager } = this.database.source;
    const accounts = await accountsSeen(this.database, reach, query.account);
    const page = await readClaims(manager, pageOf(query, ['id']), accounts, query);
    return pageBody(page, (each) => claimBody(each));
  }

  @Get(':id')
  @Permit('certificates.read')
  @ApiOperation({ summary: 'One claim, by id or receipt number. 查询核销' })
  @ApiOkResponse({ type: ClaimBody })
  async get(@Param() { id }: ClaimPath, @CurrentCaller() caller: Caller): Promise<Sent<ClaimBody>> {
    const found = await findClaim(this.database.source.manager, id);
    if (found === undefined) throw claimUnknown(id);
    const account = await readAccount(this.database, found.claim.accountNumber);
    const holderId = account?.holderId ?? null;
    const seen = seenOf(caller.reach, holderId);
    const visible =
      reaches(caller.reach, holderId) &&
      isSeen(seen, found.claim.createdAt) &&
      found.items.every(({ instrument }) => isInstrumentSeen(seen, instrument));
    if (!visible) throw claimUnknown(id);
    const told = await this.database.transaction((tx) => toldTo(tx, this.desk, found.claim, caller));
    return claimBody(found, told);
  }

  /**
   * What the memory of requests hashes: of a person a keyed fingerprint, since names and numbers can be guessed and
   * tried against a plain hash (PII-004).
   */
  private remembered(body: ClaimCertificatesBody): object {
    const { beneficiary, purpose, place, ...rest } = body;
    if (beneficiary.kind === 'organisation') return body;
    const { nameZh, nameEn, identifier } = beneficiary;
    const text = canonicalJson([nameZh, nameEn, identifier, purpose, place]);
    return { ...rest, person: this.desk.vault.blindIndex('claims.person', text).toString('hex') };
  }
}
