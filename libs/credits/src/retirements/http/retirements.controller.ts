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
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { canonicalJson, type Page } from '@carbon/kernel';
import { accountInReach } from '@carbon/ledger';
import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readRetirements } from '../persistence/read-retirements';
import type { RetirementDesk } from '../use-cases/desk';
import { retireCredits } from '../use-cases/retire-credits';
import { RETIREMENT_DESK } from './desk-of';
import { CreditRetirementPayload, retirementOf } from './payloads';
import { RetirementBody, retirementBody } from './retirement-bodies';

@ApiTags('retirements')
@Controller('v1/credit-retirements')
export class RetirementsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(RETIREMENT_DESK) private readonly desk: RetirementDesk,
  ) {}

  @Get()
  @Permit('retirements.read')
  @ApiOperation({ summary: 'Retirements of credits, newest first. 碳信用注销记录' })
  @AnswersPageOf(RetirementBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RetirementBody>>> {
    return pageBody(await readRetirements(this.database, reach, pageOf(query, ['text'])), retirementBody);
  }

  // for machines of the operator, as people retire by task; a private person's own act comes in here
  @Post()
  @Permit('transfers.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Retire credits at once, all or none. 碳信用注销',
    description:
      'The answer is kept for repeats and names nobody: read the receipt. 应答不含受益方信息，请查询凭证',
  })
  @ApiCreatedResponse({ type: RetirementBody })
  async retire(
    @Body() body: CreditRetirementPayload,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RetirementBody>> {
    const request = { caller, operation: 'credits.retire', key, body: this.remembered(body) };
    const answer = await this.once.run(request, async (tx) => {
      await accountInReach(tx, body.account, caller.reach);
      return retirementBody(await retireCredits(tx, this.desk, retirementOf(body, caller.id)));
    });
    return answer.body;
  }

  /** Of a person a keyed fingerprint: names and numbers can be guessed and tried against a plain hash (PII-004). */
  private remembered(body: CreditRetirementPayload): object {
    const { beneficiary, place, remark, ...rest } = body;
    if (beneficiary.kind === 'organisation') return body;
    const { nameZh, nameEn, identifier, country } = beneficiary;
    const text = canonicalJson([nameZh, nameEn, identifier, country, place, remark]);
    return { ...rest, person: this.desk.vault.blindIndex('retirements.person', text).toString('hex') };
  }
}
