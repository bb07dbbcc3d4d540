import { IsId, IsOneOf, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { LONGEST_PASSWORD } from '../users/password-strength';
import type { OpenedSession } from './open-session';
import type { OpenSession } from './session';

const EMAIL = {
  description: 'E-mail address of the account. 登录邮箱',
  example: 'a@example.com',
  max: 254,
} as const;
const CODE = {
  description: 'Six digits of the authenticator app, or a recovery code. 动态口令或恢复码',
  example: '123456',
  min: 6,
  max: 40,
} as const;

/** Where the tokens of a session go: into cookies, for browsers, or into the answer, for programs. */
export const CARRIERS = ['cookies', 'body'] as const;
export type Carrier = (typeof CARRIERS)[number];

export class EmailBody {
  @IsText(EMAIL)
  email!: string;
}

export class LoginBody {
  @IsText(EMAIL)
  email!: string;

  @IsText({ description: 'Password. 密码', example: 'four unrelated words', max: LONGEST_PASSWORD })
  password!: string;

  @IsText({ ...CODE, optional: true })
  code?: string;

  @IsText({
    description: 'Id or code of the holder to act for; the first membership when absent. 以哪个机构身份登录',
    example: 'HUANENG-YC',
    min: 2,
    max: 40,
    optional: true,
  })
  holder?: string;

  @IsOneOf(CARRIERS, {
    description: 'Where the tokens go; cookies when absent. 凭证的返回方式',
    optional: true,
  })
  tokens?: Carrier;
}

export class RefreshBody {
  @IsText({
    description: 'The refresh token, where it was given in a body; absent with cookies. 刷新凭证',
    example: 'cr_…',
    max: 200,
    optional: true,
  })
  refreshToken?: string;
}

export class CodeBody {
  @IsText(CODE)
  code!: string;
}

export class ChooseMembershipBody {
  @IsId({ description: 'One of the memberships of GET /v1/me. 成员身份编号' })
  membership!: string;
}

export class SessionPath {
  @IsId({ description: 'Id of the session. 会话编号' })
  id!: string;
}

export class OpenedSessionBody {
  @IsId({ description: 'Id of the session. 会话编号' })
  session!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Until when the access token works. 访问凭证到期时间',
    example: '2026-03-02T10:15:00.000+08:00',
  })
  expiresAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Until when it can be refreshed. 可刷新至',
    example: '2026-03-02T22:00:00.000+08:00',
  })
  refreshBefore!: string;

  @ApiProperty({
    required: false,
    description: 'Only with tokens "body": sent as Authorization: Bearer. 访问凭证',
    example: 'ca_…',
  })
  accessToken?: string;

  @ApiProperty({
    required: false,
    description: 'Only with tokens "body": works once, at POST /v1/sessions/refresh. 刷新凭证',
    example: 'cr_…',
  })
  refreshToken?: string;
}

export function openedSessionBody({ id, tokens }: OpenedSession, carrier: Carrier): Sent<OpenedSessionBody> {
  return {
    session: id,
    expiresAt: chinaTimestamp(tokens.accessExpiresAt),
    refreshBefore: chinaTimestamp(tokens.refreshExpiresAt),
    ...(carrier === 'body' ? { accessToken: tokens.access, refreshToken: tokens.refresh } : {}),
  };
}

export class SessionBody {
  @IsId({ description: 'Id of the session. 会话编号' })
  id!: string;

  @ApiProperty({ description: 'Whether it is the one that asks. 是否当前会话', example: true })
  current!: boolean;

  @ApiProperty({
    format: 'date-time',
    description: 'Signed in. 登录时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  createdAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Last request, to the minute. 最近活动',
    example: '2026-03-02T10:12:00.000+08:00',
  })
  lastSeenAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Ends then when it is not used. 到期时间',
    example: '2026-03-02T22:00:00.000+08:00',
  })
  expiresAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Network address of the login. 登录地址',
    example: '203.0.113.7',
  })
  ip!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Browser or program. 浏览器或程序',
    example: 'Mozilla/5.0',
  })
  agent!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Holder acted for, by code. 机构代码',
    example: 'DEMO-POWER',
  })
  holder!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Role there. 角色', example: 'maker' })
  role!: string | null;
}

export function sessionBody(session: OpenSession, currentId: string | undefined): Sent<SessionBody> {
  const { id, ip, agent, holder, role } = session;
  return {
    id,
    current: id === currentId,
    createdAt: chinaTimestamp(session.createdAt),
    lastSeenAt: chinaTimestamp(session.lastSeenAt),
    expiresAt: chinaTimestamp(session.expiresAt),
    ip,
    agent,
    holder,
    role,
  };
}

export class SecondFactorShownBody {
  @ApiProperty({
    format: 'date-time',
    description: 'Counts as shown from this moment. 验证时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  secondFactorAt!: string;
}
