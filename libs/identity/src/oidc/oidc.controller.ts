import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { PersonVault } from '@carbon/privacy';
import { Controller, Delete, Get, HttpCode, Inject, Ip, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiFoundResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttemptThrottle } from '../sessions/attempt-throttle';
import { sessionCookies } from '../sessions/cookies';
import { requireSecondFactor } from '../sessions/second-factor';
import { SessionSettings } from '../sessions/session-settings';
import { requireSignedIn } from '../sessions/signed-in';
import { linkByOidc, signInByOidc, tellRefused } from './enter-by-oidc';
import { flowCookie, flowOf, noFlowCookie, type OidcFlow } from './flow-cookie';
import { OidcLinkBody, oidcLinkBody, OidcLinkPath, OidcLocationBody } from './oidc-bodies';
import type { OidcClaims } from './oidc-claims';
import { OidcClient } from './oidc-client';
import { readLinks, removeLink } from './oidc-links';
import { OidcSettings } from './oidc-settings';

/** Signing in at the identity provider of an organisation. */
@ApiTags('sessions')
@Controller('v1')
export class OidcController {
  constructor(
    private readonly database: Database,
    private readonly vault: PersonVault,
    private readonly sessions: SessionSettings,
    private readonly settings: OidcSettings,
    private readonly provider: OidcClient,
    private readonly throttle: AttemptThrottle,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('oidc/login')
  @PublicRoute()
  @ApiOperation({ summary: 'Go to the identity provider to sign in. 前往身份提供方登录' })
  @ApiFoundResponse({ description: 'To the provider. 跳转' })
  async login(@Ip() ip: string, @Res() reply: FastifyReply): Promise<void> {
    await this.throttle.admit('signIn', ip);
    const location = await this.begin(reply, undefined);
    void reply.header('Cache-Control', 'no-store').redirect(location, 302);
  }

  @Get('oidc/callback')
  @PublicRoute()
  @ApiOperation({ summary: 'Back from the identity provider: signed in, or linked. 身份提供方回调' })
  @ApiFoundResponse({ description: 'To our own pages; a session is in its cookies. 跳转' })
  async callback(
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.throttle.admit('signIn', ip);
    const now = this.clock.now();
    // an answer is looked at once, whatever comes of it
    void reply.header('Set-Cookie', noFlowCookie(this.sessions));
    const flow = flowOf(this.sessions, this.vault, request.headers.cookie ?? '', now);
    const claims = await this.claims(request, flow, now);
    const cookies = await this.enter(flow, claims, now);
    void reply.header('Set-Cookie', cookies);
    void reply.header('Cache-Control', 'no-store').redirect(this.settings.landing, 302);
  }

  /** Takes no idempotency key: it changes nothing yet, and its answer holds what is used once. */
  @Post('me/oidc-links')
  @HttpCode(200)
  @Permit('self')
  @ApiOperation({
    summary: 'Begin to link an identity of the provider to the own account. 开始关联外部身份',
    description: 'Who has a second factor shows it first. 已设置动态口令者须先验证。',
  })
  @ApiOkResponse({ type: OidcLocationBody })
  async link(
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent<OidcLocationBody>> {
    const { userId, sessionId, hasSecondFactor } = requireSignedIn(caller);
    if (hasSecondFactor === true) requireSecondFactor(caller, this.clock.now());
    return { location: await this.begin(reply, { userId, sessionId }) };
  }

  @Get('me/oidc-links')
  @Permit('self')
  @ApiOperation({ summary: 'Identities linked to the own account. 我的外部身份' })
  @AnswersPageOf(OidcLinkBody)
  async links(@Query() query: PageQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<OidcLinkBody>>> {
    const { userId } = requireSignedIn(caller);
    return pageBody(await readLinks(this.database, userId, pageOf(query, ['id'])), oidcLinkBody);
  }

  @Delete('me/oidc-links/:id')
  @HttpCode(204)
  @Permit('self')
  @ApiOperation({ summary: 'Unlink an identity. 取消关联' })
  @ApiNoContentResponse()
  async unlink(@Param() { id }: OidcLinkPath, @CurrentCaller() caller: Caller): Promise<void> {
    const { userId } = requireSignedIn(caller);
    await this.database.transaction((tx) => removeLink(tx, userId, id, this.clock.now()));
  }

  private async begin(reply: FastifyReply, link: OidcFlow['link']): Promise<string> {
    const now = this.clock.now();
    const { flow, location } = await this.provider.begin(link, now);
    void reply.header('Set-Cookie', flowCookie(this.sessions, this.vault, flow, now));
    return location;
  }

  private async claims(request: FastifyRequest, flow: OidcFlow, now: Date): Promise<OidcClaims> {
    const query = (request.raw.url ?? '').split('?')[1] ?? '';
    try {
      return await this.provider.finish(query, flow, now);
    } catch (error) {
      await this.database.transaction((tx) => tellRefused(tx, flow.link?.userId, 'answer', now));
      throw error;
    }
  }

  /** The cookies of the session that is opened; none where an identity is linked. */
  private async enter({ link }: OidcFlow, claims: OidcClaims, now: Date): Promise<string[]> {
    if (link === undefined) {
      const opened = await signInByOidc(this.database, this.vault, this.settings.options, claims, now);
      return sessionCookies(this.sessions, opened.tokens, now);
    }
    await this.database.transaction((tx) => linkByOidc(tx, this.vault, link, claims, now));
    return [];
  }
}
