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
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { revokeSessions } from '../sessions/revoke-sessions';
import { SessionBody, sessionBody } from '../sessions/session-bodies';
import { readOpenSessions } from '../sessions/session-store';
import { lockUser, requireUserInReach, unlockUser } from './lock-user';
import { LockUserBody, UserPath, UserStateBody } from './user-bodies';

/** Accounts of others, for the registry. */
@ApiTags('users')
@Controller('v1/users')
export class UsersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/locks')
  @Permit('users.admin')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Lock an account; its sessions end. 锁定账号' })
  @ApiCreatedResponse({ type: UserStateBody })
  async lock(
    @Param() { id }: UserPath,
    @Body() { reason }: LockUserBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<UserStateBody>> {
    const request = { caller, operation: 'users.lock', key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx): Promise<Sent<UserStateBody>> => {
      await requireUserInReach(tx, id, caller.reach);
      await lockUser(tx, { id, reason }, this.clock.now());
      return { user: id, state: 'locked' };
    });
    return answer.body;
  }

  @Delete(':id/locks')
  @HttpCode(204)
  @Permit('users.admin')
  @ApiOperation({ summary: 'Unlock an account; it need not wait for wrong passwords either. 解锁账号' })
  @ApiNoContentResponse()
  async unlock(@Param() { id }: UserPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      await requireUserInReach(tx, id, caller.reach);
      await unlockUser(tx, id, this.clock.now());
    });
  }

  /** Addresses and browsers tell of a person: that they were looked at is written down. */
  @Get(':id/sessions')
  @Permit('users.admin')
  @ApiOperation({ summary: 'Open sessions of a user, oldest first. 用户的会话' })
  @AnswersPageOf(SessionBody)
  async sessions(
    @Param() { id }: UserPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<SessionBody>>> {
    const now = this.clock.now();
    const page = await this.database.transaction(async (tx) => {
      await requireUserInReach(tx, id, caller.reach);
      const subject = { kind: 'user', id };
      await recordAudit(tx, { action: 'user.sessions-read', subject, personal: true }, now);
      return readOpenSessions(tx, id, pageOf(query, ['id']), now);
    });
    return pageBody(page, (session) => sessionBody(session, caller.sessionId));
  }

  @Delete(':id/sessions')
  @HttpCode(204)
  @Permit('users.admin')
  @ApiOperation({ summary: 'End all sessions of a user. 终止用户的全部会话' })
  @ApiNoContentResponse()
  async endSessions(@Param() { id }: UserPath, @CurrentCaller() caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      await requireUserInReach(tx, id, caller.reach);
      await revokeSessions(tx, { userId: id }, 'ended-by-operator', this.clock.now());
    });
  }
}
