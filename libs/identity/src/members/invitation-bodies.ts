import { IsId, IsOneOf, IsText, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import type { PersonFields } from '@carbon/privacy';
import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES } from '../roles';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../users/password-strength';
import { type Invitation, INVITATION_STATES, type InvitationState, invitationState } from './invitation';

const NAME = { example: '张三', max: 100 } as const;
/** Code or id. */
const HOLDER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const TOKEN = { description: 'The token of the mail. 邮件中的凭证', example: 'iv_…', max: 200 } as const;

export class InviteBody {
  @IsText({ description: 'Where the mail goes. 邮箱', example: 'a@example.com', max: 254 })
  email!: string;

  @IsOneOf(ROLES, { description: 'As what. 角色', example: 'maker' })
  role!: Role;

  @IsText({ ...NAME, description: 'Whom you expect. 姓名', optional: true })
  name?: string;

  @IsText({
    description:
      'Another holder, by code or id, that has no administrator yet: for administrators of the registry, who invite its ' +
      'first one. 尚无管理员的其他机构，仅登记机构管理员可填',
    example: 'DEMO-POWER',
    min: 2,
    max: 40,
    pattern: HOLDER_NAME,
    optional: true,
  })
  holder?: string;
}

export class InvitationPath {
  @IsId({ description: 'Id of the invitation. 邀请编号' })
  id!: string;
}

export class InvitationTokenPath {
  @IsText(TOKEN)
  token!: string;
}

export class InvitationTokenBody {
  @IsText(TOKEN)
  token!: string;
}

export class AcceptInvitationBody {
  @IsText({ ...NAME, description: 'Own name. 姓名' })
  name!: string;

  @IsText({
    description: 'Password; hard to guess. 密码',
    example: 'four unrelated words',
    min: SHORTEST_PASSWORD,
    max: LONGEST_PASSWORD,
  })
  password!: string;
}

export class InvitationBody {
  @IsId({ description: 'Id of the invitation. 邀请编号' })
  id!: string;

  @ApiProperty({ description: 'Holder, by code. 机构代码', example: 'DEMO-POWER' })
  holder!: string;

  @IsOneOf(ROLES, { description: 'As what. 角色' })
  role!: Role;

  @IsOneOf(INVITATION_STATES, {
    description:
      'awaiting-approval: propose a task of kind registry-member, for the first administrator of another holder ' +
      'first-administrator; nothing is mailed before. 状态',
  })
  state!: InvitationState;

  @ApiProperty({ description: 'Who invited. 邀请人', example: 'user:01900000-0000-7000-8000-000000000001' })
  invitedBy!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When. 邀请时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  createdAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Until when. 有效期至',
    example: '2026-03-09T10:00:00.000+08:00',
  })
  expiresAt!: string | null;
}

export class ListedInvitationBody extends InvitationBody {
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Address; for the holder’s own administrators, and while it waits for approval for those who approve: its ' +
      'checkers, of a first administrator the registry’s administrators and checkers. 邮箱',
    example: 'name@example.org',
  })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Name, likewise. 姓名', example: '张三' })
  name!: string | null;
}

export function invitationBody(invitation: Invitation, now: Date): Sent<InvitationBody> {
  const { id, holder, role, invitedBy, createdAt, expiresAt } = invitation;
  return {
    id,
    holder: holder.code,
    role,
    state: invitationState(invitation, now),
    invitedBy,
    createdAt: chinaTimestamp(createdAt),
    expiresAt: expiresAt === null ? null : chinaTimestamp(expiresAt),
  };
}

export function listedInvitationBody(
  invitation: Invitation,
  person: PersonFields | undefined,
  now: Date,
): Sent<ListedInvitationBody> {
  return {
    ...invitationBody(invitation, now),
    email: person?.email ?? null,
    name: person?.name ?? null,
  };
}
