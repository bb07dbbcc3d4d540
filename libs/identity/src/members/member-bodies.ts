import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES } from '../roles';
import { USER_STATES, type UserState } from '../users/user';
import type { Member } from './member';

export class MembersQuery extends PageQuery {
  @IsText({
    description: 'Only of this holder, by code or id. 机构',
    example: 'DEMO-POWER',
    min: 2,
    max: 40,
    optional: true,
  })
  holder?: string;
}

export class MemberPath {
  @IsId({ description: 'Id of the membership. 成员身份编号' })
  id!: string;
}

export class MemberRoleBody {
  @IsOneOf(ROLES, { description: 'The role from now on. 新角色', example: 'checker' })
  role!: Role;
}

export class MemberBody {
  @IsId({ description: 'Id of the membership. 成员身份编号' })
  id!: string;

  @IsId({ description: 'Id of the account; says nothing of the person. 用户编号' })
  user!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name; for the holder’s own administrators only. 姓名，仅本机构管理员可见',
    example: '张三',
  })
  name!: string | null;

  @ApiProperty({ description: 'Holder, by code. 机构代码', example: 'DEMO-POWER' })
  holder!: string;

  @IsOneOf(ROLES, { description: 'Role. 角色' })
  role!: Role;

  @ApiProperty({
    format: 'date-time',
    description: 'Member since. 加入时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  since!: string;

  @ApiProperty({ description: 'Whether a second factor is set up. 是否已设置动态口令', example: true })
  secondFactor!: boolean;

  @IsOneOf(USER_STATES, { description: 'State of the account. 账号状态' })
  state!: UserState;
}

export function memberBody(member: Member, name?: string): Sent<MemberBody> {
  const { id, userId, holder, role, since, hasSecondFactor, state } = member;
  return {
    id,
    user: userId,
    name: name ?? null,
    holder: holder.code,
    role,
    since: chinaTimestamp(since),
    secondFactor: hasSecondFactor,
    state,
  };
}
