import { recordAudit } from '@carbon/audit';
import { Database } from '@carbon/database';
import {
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, type Clock, type Json } from '@carbon/kernel';
import { Body, Controller, Get, Header, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PersonalDataSources } from '../personal-data-sources';
import { SealedPersonVault } from '../sealed-person-vault';
import { erasePerson } from '../use-cases/erase-person';
import { exportPerson } from '../use-cases/export-person';
import { personSpokenFor } from '../use-cases/speak-for';
import { blinded } from './blinded';
import {
  ChangedBody,
  CorrectMeBody,
  EraseMeBody,
  ErasureBody,
  erasureBody,
  fieldsOf,
  type SentErasure,
  WardQuery,
} from './person-bodies';
import { personOf } from './person-of';

/** What people may ask of their own data (PII-002, PII-003), and guardians of their wards'. */
@ApiTags('my data')
@Controller('v1/me')
export class MyDataController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly vault: SealedPersonVault,
    private readonly sources: PersonalDataSources,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('data')
  @Permit('self')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Everything that is held about you, by room. 导出本人全部个人信息' })
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  async data(@Query() { ward }: WardQuery, @CurrentCaller() caller: Caller): Promise<Json> {
    const speaker = personOf(caller);
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const personId = await personSpokenFor(tx, this.vault, { speaker, ward }, now);
      const rooms = await exportPerson(tx, this.sources, personId);
      if (personId !== speaker) {
        const subject = { kind: 'person', id: personId };
        await recordAudit(tx, { action: 'person.read', subject, reason: 'guardian', personal: true }, now);
      }
      return { exportedAt: chinaTimestamp(now), personId, rooms };
    });
  }

  @Post('person')
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Put right what is held about you. 更正本人信息',
    description:
      'Name, telephone and address. The e-mail address you sign in with, the identity number and the birth date are ' +
      'corrected by the registry, on proof. 登录邮箱、证件号码和出生日期凭证明由登记机构更正。',
  })
  @ApiCreatedResponse({ type: ChangedBody })
  async correct(
    @Body() body: CorrectMeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ChangedBody>> {
    const speaker = personOf(caller);
    const request = { caller, operation: 'me.person', key, body: blinded(this.vault, body) };
    const answer = await this.once.run(request, async (tx) => {
      const now = this.clock.now();
      const id = await personSpokenFor(tx, this.vault, { speaker, ward: body.ward }, now);
      const fields = fieldsOf(body);
      await this.vault.change(tx, id, fields, now);
      return { id, changed: Object.keys(fields) };
    });
    return answer.body;
  }

  @Post('erasure')
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Erase what is held about you. 删除本人个人信息',
    description:
      'Where law has something kept, it is stored and nothing else is done with it until then. 依法须保存的，仅存储。',
  })
  @ApiCreatedResponse({ type: ErasureBody })
  async erase(
    @Body() body: EraseMeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<SentErasure> {
    const speaker = personOf(caller);
    const answer = await this.once.run({ caller, operation: 'me.erasure', key, body }, async (tx) => {
      const now = this.clock.now();
      const personId = await personSpokenFor(tx, this.vault, { speaker, ward: body.ward }, now);
      return erasureBody(await erasePerson(tx, this.sources, { personId, now }));
    });
    return answer.body;
  }
}
