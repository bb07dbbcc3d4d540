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
  PublicRoute,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp, type Clock, type Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Ip,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { parseCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MembershipBody, membershipBody } from '../users/membership-bodies';
import { AttemptThrottle } from './attempt-throttle';
import { chooseMembership } from './choose-membership';
import { cookieNames, noCookies, sessionCookies } from './cookies';
import { requireCsrfToken, requireOwnOrigin } from './csrf';
import { type OpenedSession } from './open-session';
import { refreshSession } from './refresh-session';
import { sessionUnknown, tokenUnknown } from './refusals';
import { revokeSessions } from './revoke-sessions';
import {
  type Carrier,
  ChooseMembershipBody,
  CodeBody,
  LoginBody,
  OpenedSessionBody,
  openedSessionBody,
  RefreshBody,
  SecondFactorShownBody,
  SessionBody,
  sessionBody,
  SessionPath,
} from './session-bodies';
import { SessionSettings } from './session-settings';
import { readOpenSessions } from './session-store';
import { signIn } from './sign-in';
import { requireSignedIn } from './signed-in';
import { stepUp } from './step-up';

const NO_STORE = ['Cache-Control', 'no-store'] as const;

/** Signing in and out, and the own sessions. */
@ApiTags('sessions')
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly settings: SessionSettings,
    private readonly throttle: AttemptThrottle,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes no idempotency key: a stored answer would keep the tokens, and its body hash could be guessed at. */
  @Post()
  @PublicRoute()
  @Header(...NO_STORE)
  @ApiOperation({
    summary: 'Sign in. 登录',
    description:
      'With tokens "cookies" (browsers) the answer sets three cookies; `carbon-csrf` is sent back as X-CSRF-Token with ' +
      'every request that changes something. With tokens "body" (programs) the tokens stand in the answer. ' +
      '浏览器使用 cookies；程序使用 body。',
  })
  @ApiCreatedResponse({ type: OpenedSessionBody })
  async open(
    @Body() { tokens = 'cookies', ...login }: LoginBody,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent<OpenedSessionBody>> {
    await this.throttle.admit('signIn', ip);
    if (tokens === 'cookies') requireOwnOrigin(this.settings, headerOf(request));
    const now = this.clock.now();
    return this.give(reply, await signIn(this.database, this.vault, login, now), tokens, now);
  }

  /** Takes no idempotency key: the token itself works once. */
  @Post('refresh')
  @HttpCode(200)
  @PublicRoute()
  @Header(...NO_STORE)
  @ApiOperation({
    summary: 'New tokens for a refresh token, which works once. 刷新凭证',
    description:
      'A refresh token that comes a second time ends the session: refresh in one place. 同一刷新凭证再次使用将终止会话。',
  })
  @ApiOkResponse({ type: OpenedSessionBody })
  async refresh(
    @Body() { refreshToken }: RefreshBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent<OpenedSessionBody>> {
    const now = this.clock.now();
    const carrier: Carrier = refreshToken === undefined ? 'cookies' : 'body';
    const token = refreshToken ?? this.refreshCookie(request);
    const header = headerOf(request);
    if (carrier === 'cookies') requireOwnOrigin(this.settings, header);
    const guard = (sessionId: string) => {
      if (carrier === 'cookies') requireCsrfToken(this.vault, sessionId, header);
    };
    const opened = await refreshSession(this.database, this.vault, token, guard, now);
    return this.give(reply, opened, carrier, now);
  }

  /** Takes no idempotency key: a code works once. */
  @Post('current/second-factor')
  @HttpCode(200)
  @Permit('self')
  @ApiOperation({ summary: 'Show the second factor: a code of the app, or a recovery code. 验证动态口令' })
  @ApiOkResponse({ type: SecondFactorShownBody })
  async showSecondFactor(
    @Body() { code }: CodeBody,
    @CurrentCaller() caller: Caller,
    @Ip() ip: string,
  ): Promise<Sent<SecondFactorShownBody>> {
    const signedIn = requireSignedIn(caller);
    await this.throttle.admit('secondFactor', ip);
    const now = this.clock.now();
    await stepUp(this.database, this.vault, signedIn, code, now);
    return { secondFactorAt: chinaTimestamp(now) };
  }

  @Post('current/membership')
  @HttpCode(200)
  @Permit('self')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Act for another holder from now on. 切换机构身份' })
  @ApiOkResponse({ type: MembershipBody })
  async choose(
    @Body() body: ChooseMembershipBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<MembershipBody>> {
    const signedIn = requireSignedIn(caller);
    const request = { caller, operation: 'sessions.choose-membership', key, body };
    const answer = await this.once.run(request, async (tx) =>
      membershipBody(await chooseMembership(tx, signedIn, body.membership, this.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('self')
  @ApiOperation({ summary: 'The own open sessions, oldest first. 我的会话' })
  @AnswersPageOf(SessionBody)
  async list(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<SessionBody>>> {
    const { userId, sessionId } = requireSignedIn(caller);
    const page = await readOpenSessions(this.database, userId, pageOf(query, ['id']), this.clock.now());
    return pageBody(page, (session) => sessionBody(session, sessionId));
  }

  @Delete('current')
  @HttpCode(204)
  @Permit('self')
  @ApiOperation({ summary: 'Sign out. 退出登录' })
  @ApiNoContentResponse()
  async signOut(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { userId, sessionId } = requireSignedIn(caller);
    const now = this.clock.now();
    await this.database.transaction((tx) =>
      revokeSessions(tx, { userId, only: sessionId }, 'signed-out', now),
    );
    void reply.header('Set-Cookie', noCookies(this.settings));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('self')
  @ApiOperation({ summary: 'End one of the own sessions. 终止我的某个会话' })
  @ApiNoContentResponse()
  async end(@Param() { id }: SessionPath, @CurrentCaller() caller: Caller): Promise<void> {
    const { userId } = requireSignedIn(caller);
    const ended = await this.database.transaction((tx) =>
      revokeSessions(tx, { userId, only: id }, 'ended-by-user', this.clock.now()),
    );
    if (ended === 0) throw sessionUnknown();
  }

  private give(
    reply: FastifyReply,
    opened: OpenedSession,
    carrier: Carrier,
    now: Date,
  ): Sent<OpenedSessionBody> {
    if (carrier === 'cookies') {
      void reply.header('Set-Cookie', sessionCookies(this.settings, opened.tokens, now));
    }
    return openedSessionBody(opened, carrier);
  }

  private refreshCookie(request: FastifyRequest): string {
    const cookie = parseCookie(request.headers.cookie ?? '')[cookieNames(this.settings).refresh];
    if (cookie === undefined || cookie === '') throw tokenUnknown();
    return cookie;
  }
}

function headerOf({ headers }: FastifyRequest): (name: string) => string | undefined {
  return (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
}
