import { recordAudit } from '@carbon/audit';
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
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Clock, type Page, toPage } from '@carbon/kernel';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PersonalDataSources } from '../personal-data-sources';
import { SealedPersonVault } from '../sealed-person-vault';
import { erasePerson } from '../use-cases/erase-person';
import { blinded } from './blinded';
import {
  ChangedBody,
  CorrectionBody,
  ErasePersonBody,
  ErasureBody,
  erasureBody,
  fieldsOf,
  type SentErasure,
  FoundBody,
  PersonBody,
  PersonPath,
  ReasonQuery,
  SearchBody,
} from './person-bodies';

/** What the registry may do with data of persons, on their request: each read is recorded with its reason. */
@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly vault: SealedPersonVault,
    private readonly sources: PersonalDataSources,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes no idempotency key, for it changes nothing: it is a POST so that the value stands in no address. */
  @Post('searches')
  @Permit('persons.read')
  @HttpCode(200)
  @ApiOperation({ summary: 'Find persons by what is known of them; recorded. 查找个人（留痕）' })
  @AnswersPageOf(FoundBody)
  async search(@Body() body: SearchBody, @Query() query: PageQuery): Promise<Page<Sent<FoundBody>>> {
    const { by: purpose, value, reason } = body;
    const page = pageOf(query, ['id']);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const ids = await this.vault.search(tx, { purpose, value }, page.after?.[0], page.limit + 1);
      const subject = { kind: 'persons', id: purpose };
      const after = { found: ids.length };
      await recordAudit(tx, { action: 'person.searched', subject, after, reason, personal: true }, now);
      return pageBody(
        toPage(ids, page.limit, (id) => [id]),
        (id) => ({ id }),
      );
    });
  }

  @Get(':id')
  @Permit('persons.read')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What is known of a person; recorded. 查阅个人信息（留痕）' })
  @ApiOkResponse({ type: PersonBody })
  async read(@Param() { id }: PersonPath, @Query() { reason }: ReasonQuery): Promise<Sent<PersonBody>> {
    const now = this.clock.now();
    const fields = await this.database.transaction((tx) => this.vault.read(tx, id, { reason, now }));
    return { id, ...fields };
  }

  @Post(':id/corrections')
  @Permit('persons.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Put right what is known of a person, on proof. 凭证明更正个人信息' })
  @ApiCreatedResponse({ type: ChangedBody })
  async correct(
    @Param() { id }: PersonPath,
    @Body() body: CorrectionBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ChangedBody>> {
    const asked = blinded(this.vault, { id, body });
    const request = { caller, operation: 'persons.correct', key, body: asked };
    const answer = await this.once.run(request, async (tx) => {
      const now = this.clock.now();
      const fields = fieldsOf(body.fields);
      await this.vault.change(tx, id, fields, now, { reason: body.reason, documentHash: body.evidence });
      return { id, changed: Object.keys(fields) };
    });
    return answer.body;
  }

  @Post(':id/erasure')
  @Permit('persons.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Erase what is known of a person, on their request. 应请求删除个人信息' })
  @ApiCreatedResponse({ type: ErasureBody })
  async erase(
    @Param() { id }: PersonPath,
    @Body() { reason }: ErasePersonBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<SentErasure> {
    const request = { caller, operation: 'persons.erase', key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) => {
      const order = { personId: id, reason, now: this.clock.now() };
      return erasureBody(await erasePerson(tx, this.sources, order));
    });
    return answer.body;
  }
}
