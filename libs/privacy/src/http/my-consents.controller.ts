import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readConsents } from '../persistence/consents';
import { Consents } from '../consents';
import {
  ConsentBody,
  consentBody,
  ConsentPath,
  ConsentQuery,
  GiveConsentBody,
  ListedConsentBody,
  listedConsentBody,
} from './consent-bodies';
import { personOf } from './person-of';

@ApiTags('my data')
@Controller('v1/me/consents')
export class MyConsentsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly consents: Consents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('self')
  @ApiOperation({ summary: 'Everything you consented to, refused and withdrew, oldest first. 本人同意记录' })
  @AnswersPageOf(ListedConsentBody)
  async list(
    @Query() query: ConsentQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ListedConsentBody>>> {
    const speaker = personOf(caller);
    const page = pageOf(query, ['number']);
    const consents = await this.database.transaction(async (tx) => {
      const about = { speaker, ward: query.ward };
      return readConsents(tx, await this.consents.personSpokenFor(tx, about, this.clock.now()), page);
    });
    return pageBody(consents, listedConsentBody);
  }

  @Post()
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Consent to one purpose for one source, or refuse. 同意或拒绝' })
  @ApiCreatedResponse({ type: ConsentBody })
  async give(
    @Body() body: GiveConsentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ConsentBody>> {
    const speaker = personOf(caller);
    const { ward, separate = false, ...said } = body;
    const answer = await this.once.run({ caller, operation: 'me.consent', key, body }, async (tx) => {
      const now = this.clock.now();
      const personId = await this.consents.personSpokenFor(tx, { speaker, ward }, now);
      const statement = { ...said, separate, personId, givenBy: speaker };
      return consentBody(await this.consents.record(tx, statement, now));
    });
    return answer.body;
  }

  /** Takes no idempotency key, to be as easy as it can be: withdrawn again, it answers the same. */
  @Delete(':id')
  @Permit('self')
  @ApiOperation({ summary: 'Withdraw a consent, without a reason. 撤回同意' })
  @ApiOkResponse({ type: ConsentBody })
  async withdraw(@Param() { id }: ConsentPath, @CurrentCaller() caller: Caller): Promise<Sent<ConsentBody>> {
    const order = { consentId: id, caller: personOf(caller) };
    return this.database.transaction(async (tx) =>
      consentBody(await this.consents.withdraw(tx, order, this.clock.now())),
    );
  }
}
