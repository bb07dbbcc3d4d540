import type { Transaction } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, type Page } from '@carbon/kernel';
import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CodeGuard } from '../code-guard';
import { normalCode, shownCode } from '../domain/codes';
import { readFamily } from '../persistence/family';
import { keepResident } from '../persistence/residents';
import { type Resident, residentOf } from '../resident';
import { acceptRelative, allowHelper, inviteRelative, leaveFamily, openLabel } from '../use-cases/family';
import { codeOfRequest, hashOfCode } from '../use-cases/make-link-code';
import {
  AcceptRelativeBody,
  FamilyInvitationBody,
  InviteRelativeBody,
  RelativeBody,
  relativeBody,
  RelativePath,
  RelativeTieBody,
} from './family-bodies';
import { ResidentDesk } from './resident-desk';

/** Relatives share totals, and help each other where the helped one allows it; ended at any time by either. */
@ApiTags('residents')
@Controller('v1/me/family')
export class FamilyController {
  constructor(
    private readonly desk: ResidentDesk,
    private readonly guard: CodeGuard,
  ) {}

  @Get()
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Your relatives here, with their totals. 我的家庭' })
  @AnswersPageOf(RelativeBody)
  async list(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<RelativeBody>>> {
    const request = pageOf(query, ['number']);
    const { database, vault } = this.desk;
    return database.transaction(async (tx) => {
      const resident = await residentOf(tx, caller);
      const page = await readFamily(tx, resident.id, request);
      const labels = new Map<string, string | null>();
      for (const { number, label } of page.items) {
        labels.set(number, await openLabel(tx, vault, resident, label));
      }
      return pageBody(page, (view) => relativeBody(view, labels.get(view.number) ?? null));
    });
  }

  /** The code itself stands in no answer that is kept: a repeat works it out again. */
  @Post('codes')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Invite a relative by a code. 邀请家人' })
  @ApiCreatedResponse({ type: FamilyInvitationBody })
  async invite(
    @Body() { label }: InviteRelativeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<FamilyInvitationBody>> {
    const { vault, clock } = this.desk;
    const code = codeOfRequest(vault, 'family', { caller: caller.id, key, about: '' });
    const { familyCodeMs, relativesMost: most } = await this.guard.rules();
    const body = this.desk.blinded({ label: label ?? null });
    const answer = await this.once(
      caller,
      { operation: 'me.family.invite', key, body },
      async (tx, resident) => {
        const expiresAt = new Date(clock.now().getTime() + familyCodeMs);
        const hash = hashOfCode(vault, code);
        await inviteRelative(tx, vault, { resident, label, hash, expiresAt, most });
        return { expiresAt: chinaTimestamp(expiresAt) };
      },
    );
    return { ...answer, code: shownCode(code) };
  }

  @Post()
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Accept the invitation of a relative: both see each other’s totals. 接受家庭邀请',
  })
  @ApiCreatedResponse({ type: RelativeTieBody })
  async accept(
    @Body() { code, label }: AcceptRelativeBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RelativeTieBody>> {
    const { database, vault, clock } = this.desk;
    const { relativesMost: most } = await this.guard.rules();
    const hash = hashOfCode(vault, normalCode(code));
    const body = this.desk.blinded({ code, label: label ?? null });
    const { id } = await residentOf(database, caller);
    return this.guard.admit({ kind: 'resident', id }, () =>
      this.once(caller, { operation: 'me.family.accept', key, body }, async (tx, resident) => {
        const other = await acceptRelative(tx, vault, { resident, label, hash, most }, clock.now());
        return { number: other.toString(), state: 'shared' as const };
      }),
    );
  }

  @Post(':number/helper')
  @Permit('inclusion.own')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Let a relative act for you in everyday matters. 允许家人代办' })
  @ApiCreatedResponse({ type: RelativeTieBody })
  allow(
    @Param() { number }: RelativePath,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<RelativeTieBody>> {
    const order = { relativeId: BigInt(number), helper: true };
    return this.once(
      caller,
      { operation: 'me.family.allow', key, body: { number } },
      async (tx, resident) => {
        await allowHelper(tx, resident, order, this.desk.clock.now());
        return { number, state: 'helper' as const };
      },
    );
  }

  /** Takes no idempotency key, to be as easy as it can be. */
  @Delete(':number/helper')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'A relative may act for you no more. 撤销代办' })
  @ApiOkResponse({ type: RelativeTieBody })
  async revoke(
    @Param() { number }: RelativePath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<RelativeTieBody>> {
    const order = { relativeId: BigInt(number), helper: false };
    await this.desk.database.transaction(async (tx) =>
      allowHelper(tx, await residentOf(tx, caller), order, this.desk.clock.now()),
    );
    return { number, state: 'shared' };
  }

  /** Takes no idempotency key, to be as easy as it can be. */
  @Delete(':number')
  @Permit('inclusion.own')
  @ApiOperation({ summary: 'Share no more with a relative; helping ends, too. 解除家庭关系' })
  @ApiOkResponse({ type: RelativeTieBody })
  async end(
    @Param() { number }: RelativePath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<RelativeTieBody>> {
    await this.desk.database.transaction(async (tx) =>
      leaveFamily(tx, await residentOf(tx, caller), BigInt(number), this.desk.clock.now()),
    );
    return { number, state: 'ended' };
  }

  private async once<T extends object>(
    caller: Caller,
    request: { readonly operation: string; readonly key: string; readonly body: object },
    work: (tx: Transaction, resident: Resident) => Promise<T>,
  ): Promise<T> {
    const answer = await this.desk.once.run({ caller, ...request }, async (tx) => {
      const resident = await residentOf(tx, caller);
      await keepResident(tx, resident);
      return work(tx, resident);
    });
    return answer.body;
  }
}
