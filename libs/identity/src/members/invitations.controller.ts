import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  houseReach,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Body, Controller, Delete, Get, HttpCode, Inject, Ip, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Mailer } from '../mail/mailer';
import { AttemptThrottle } from '../sessions/attempt-throttle';
import { requireSignedIn } from '../sessions/signed-in';
import { MembershipBody, membershipBody } from '../users/membership-bodies';
import { acceptAsNewcomer, acceptAsUser } from './accept-invitation';
import { type Invitation, invitationState } from './invitation';
import {
  AcceptInvitationBody,
  InvitationBody,
  invitationBody,
  InvitationPath,
  InvitationTokenBody,
  InvitationTokenPath,
  InviteBody,
  ListedInvitationBody,
  listedInvitationBody,
} from './invitation-bodies';
import { readInvitations } from './invitation-store';
import { invite } from './invite';
import { mayKnowPeople, peopleOf } from './names';
import { withdrawInvitation } from './withdraw-invitation';

/** Asking people to act for a holder. */
@ApiTags('members')
@Controller('v1')
export class InvitationsController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly mailer: Mailer,
    private readonly throttle: AttemptThrottle,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The answer, which is kept for repeats, holds nothing personal; the body is known by a keyed fingerprint. */
  @Post('invitations')
  @Permit('members.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Invite somebody to the own holder by mail; needs a second factor. 邀请成员',
    description:
      'Makers and checkers of the registry and of regulators are mailed to after a task of kind registry-member was ' +
      'approved. Administrators of the registry invite the first administrator of another holder, who is mailed to after a ' +
      'task of kind first-administrator. 登记机构、主管部门的经办与复核，以及其他机构的首位管理员，须经任务复核后发出邮件。',
  })
  @ApiCreatedResponse({ type: InvitationBody })
  async invite(
    @Body() body: InviteBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<InvitationBody>> {
    const now = this.clock.now();
    const { vault, mailer } = this;
    const text = JSON.stringify([body.email, body.role, body.name ?? null, body.holder ?? null]);
    const fingerprint = vault.blindIndex('invitation-body', text).toString('hex');
    const request = { caller, operation: 'invitations.make', key, body: { fingerprint } };
    const answer = await this.once.run(request, async (tx) =>
      invitationBody(await invite(tx, { vault, mailer }, caller, body, now), now),
    );
    return answer.body;
  }

  @Get('invitations')
  @Permit('members.read')
  @ApiOperation({ summary: 'Invitations within reach, the latest first. 邀请列表' })
  @AnswersPageOf(ListedInvitationBody)
  list(
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ListedInvitationBody>>> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const page = await readInvitations(tx, pageOf(query, ['id']), houseReach(caller));
      const look = { caller, now, action: 'invitation.names-read' };
      const mayKnow = (invitation: Invitation) => mayKnowInvited(caller, invitation, now);
      const people = await peopleOf(tx, this.vault, page.items, look, mayKnow);
      return pageBody(page, (each) => listedInvitationBody(each, people.get(each.personId), now));
    });
  }

  @Delete('invitations/:id')
  @HttpCode(204)
  @Permit('members.write')
  @ApiOperation({ summary: 'Take an invitation back; its link works no more. 撤回邀请' })
  @ApiNoContentResponse()
  async withdraw(@Param() { id }: InvitationPath, @CurrentCaller() caller: Caller): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction((tx) => withdrawInvitation(tx, this.vault, id, caller, now));
  }

  /** Takes no idempotency key: there is no caller whose key it could be, and the token works once. */
  @Post('invitations/:token/acceptances')
  @PublicRoute()
  @ApiOperation({
    summary: 'Accept an invitation with a new account. 接受邀请并开通账号',
    description: 'Who has an account with this address signs in and accepts there. 已有账号者请登录后接受。',
  })
  @ApiCreatedResponse({ type: MembershipBody })
  async accept(
    @Param() { token }: InvitationTokenPath,
    @Body() { name, password }: AcceptInvitationBody,
    @Ip() ip: string,
  ): Promise<Sent<MembershipBody>> {
    await this.throttle.admit('signIn', ip);
    const now = this.clock.now();
    return this.database.transaction(async (tx) =>
      membershipBody(await acceptAsNewcomer(tx, this.vault, { token, name, password }, now)),
    );
  }

  /** Takes no idempotency key: the token works once, and belongs in no stored request. */
  @Post('me/accepted-invitations')
  @Permit('self')
  @ApiOperation({ summary: 'Accept an invitation with the own account. 以现有账号接受邀请' })
  @ApiCreatedResponse({ type: MembershipBody })
  async acceptSignedIn(
    @Body() { token }: InvitationTokenBody,
    @CurrentCaller() caller: Caller,
    @Ip() ip: string,
  ): Promise<Sent<MembershipBody>> {
    const signedIn = requireSignedIn(caller);
    await this.throttle.admit('signIn', ip);
    const now = this.clock.now();
    return this.database.transaction(async (tx) =>
      membershipBody(await acceptAsUser(tx, this.vault, token, signedIn, now)),
    );
  }
}

/** Its own administrators; and who proposes and approves, while it is asked whether somebody is to be let in. */
function mayKnowInvited(caller: Caller, invitation: Invitation, now: Date): boolean {
  const { role, holder } = invitation;
  if (mayKnowPeople(caller, holder.id)) return true;
  if (caller.kind !== 'user' || invitationState(invitation, now) !== 'awaiting-approval') return false;
  // administrators wait for approval only where the registry names the first
  if (role === 'administrator') {
    return caller.permissions.has('users.admin') || caller.permissions.has('holder-changes.approve');
  }
  return caller.role === 'checker' && caller.holder?.id === holder.id;
}
