import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Permit,
  type Sent,
} from '@carbon/http';
import { recordAudit } from '@carbon/audit';
import { requireSignedIn } from '@carbon/identity';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DELETED, STAYS } from '../domain/what-stays';
import { keepResident, readResident, writePreferences } from '../persistence/residents';
import { ResidentData } from '../resident-data';
import { leaveInclusion } from '../use-cases/leave-inclusion';
import { openOwnAccount, openWardAccount } from '../use-cases/open-own-account';
import { answersOf, ForQuery, PreferencesBody } from './fields';
import {
  OpenResidentBody,
  OpenWardResidentBody,
  ResidentBody,
  residentBody,
  ResidentLeftBody,
  WardPersonPath,
} from './resident-bodies';
import { ResidentDesk } from './resident-desk';

/** The account of a resident, and of children by their guardians. */
@ApiTags('residents')
@Controller('v1/me')
export class MyResidentController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly data: ResidentData,
  ) {}

  @Post('resident')
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Open a resident account beside your other roles. 开立本人的居民账户',
    description: 'Act for it by POST /v1/sessions/current/membership. 开立后切换身份使用。',
  })
  @ApiCreatedResponse({ type: ResidentBody })
  async open(
    @Body() body: OpenResidentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ResidentBody>> {
    const { userId, personId } = requireSignedIn(caller);
    const { desk } = this;
    const { language = 'zh', consents, ...rest } = body;
    const wish = { ...rest, language, consents: answersOf(consents), userId, personId };
    const request = { caller, operation: 'me.resident', key, body: desk.blinded(body) };
    const answer = await desk.once.run(request, async (tx) => {
      const resident = await openOwnAccount(tx, desk, wish, desk.clock.now());
      return residentBody(await readResident(tx, resident.id));
    });
    return answer.body;
  }

  @Post('wards/:person/resident')
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Open a resident account for a child you are guardian of. 为被监护人开立居民账户',
    description: 'Every consent is yours, and asked for alone (PII-001). 各项同意由监护人单独作出。',
  })
  @ApiCreatedResponse({ type: ResidentBody })
  async openForWard(
    @Param() { person: ward }: WardPersonPath,
    @Body() body: OpenWardResidentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ResidentBody>> {
    const { personId: guardianId } = requireSignedIn(caller);
    const { desk } = this;
    const { language = 'zh', consents: given = [], programme } = body;
    const asked = { ward, language, programme, consents: answersOf(given) };
    const wish = { ...asked, guardianId };
    const request = { caller, operation: 'me.wards.resident', key, body: asked };
    const answer = await desk.once.run(request, async (tx) => {
      const resident = await openWardAccount(tx, desk.consents, wish, desk.clock.now());
      return residentBody(await readResident(tx, resident.id));
    });
    return answer.body;
  }

  @Get('resident')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'The own resident account. 我的居民账户' })
  @ApiOkResponse({ type: ResidentBody })
  async read(
    @Query() { for: number }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ResidentBody>> {
    const { desk } = this;
    return desk.database.transaction(async (tx) =>
      residentBody(await readResident(tx, (await desk.acting(tx, caller, number)).id)),
    );
  }

  @Post('resident/preferences')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Large type, language, whether to stand in challenges. 设置' })
  @ApiCreatedResponse({ type: ResidentBody })
  async prefer(
    @Query() { for: number }: ForQuery,
    @Body() body: PreferencesBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ResidentBody>> {
    const { desk } = this;
    const { largeType, language, inChallenges } = body;
    const asked = { largeType, language, inChallenges };
    const request = { caller, operation: 'me.resident.preferences', key, body: { for: number, ...asked } };
    const answer = await desk.once.run(request, async (tx) => {
      const resident = await desk.acting(tx, caller, number);
      await keepResident(tx, resident);
      const now = desk.clock.now();
      await writePreferences(tx, resident.id, asked, now);
      const subject = { kind: 'resident', id: resident.id.toString() };
      const after = { changed: Object.keys(body) };
      await recordAudit(
        tx,
        { action: 'resident.preferences-changed', subject, holderId: resident.holderId, after },
        now,
      );
      return residentBody(await readResident(tx, resident.id));
    });
    return answer.body;
  }

  /** Takes no idempotency key: who has left has no account to leave. */
  @Delete('resident')
  @Permit('inclusion.own')
  @ApiOperation({
    summary: 'Leave: everything of the resident account is deleted at once. 注销居民账户并删除全部数据',
    description:
      'Says what stays and why. Points and unused vouchers are lost. 积分与未使用的兑换券随之作废。',
  })
  @ApiOkResponse({ type: ResidentLeftBody })
  async leave(
    @Query() { for: number }: ForQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ResidentLeftBody>> {
    const { personId } = requireSignedIn(caller);
    const { database, consents, inclusion, clock } = this.desk;
    return database.transaction(async (tx) => {
      const resident = await this.desk.deciding(tx, caller, number);
      const parts = { consents, inclusion, data: this.data };
      const left = await leaveInclusion(tx, parts, { resident, caller: personId }, clock.now());
      return {
        number: resident.id.toString(),
        pointsCancelled: left.pointsCancelled.toString(),
        consentsWithdrawn: left.consentsWithdrawn,
        deletedZh: DELETED.zh,
        deletedEn: DELETED.en,
        stays: STAYS.map((each) => ({ ...each })),
      };
    });
  }
}
