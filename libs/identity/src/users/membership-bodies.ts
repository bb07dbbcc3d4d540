import { IsId, IsOneOf, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { HOLDER_KINDS, type HolderKind } from '../domain/holder';
import { HOLDER_STATES, type HolderState } from '../domain/holder-state';
import { type Role, ROLES } from '../roles';
import type { Membership } from './membership';

export class MemberHolderBody {
  @IsId({ description: 'Id of the holder. 持有人编号' })
  id!: string;

  @ApiProperty({ description: 'Its code. 代码', example: 'HUANENG-YC' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '盐城示范风电' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Yancheng Demo Wind' })
  nameEn!: string;

  @IsOneOf(HOLDER_KINDS, { description: 'What it is. 类型' })
  kind!: HolderKind;

  @IsOneOf(HOLDER_STATES, { description: 'Its state. 状态' })
  state!: HolderState;
}

export class MembershipBody {
  @IsId({ description: 'Id of the membership. 成员身份编号' })
  id!: string;

  @ApiProperty({ type: MemberHolderBody, description: 'In which holder. 所在机构' })
  holder!: Sent<MemberHolderBody>;

  @IsOneOf(ROLES, { description: 'Role there. 角色' })
  role!: Role;

  @ApiProperty({
    format: 'date-time',
    description: 'Member since. 加入时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  since!: string;
}

export function membershipBody({ id, holder, role, beganAt }: Membership): Sent<MembershipBody> {
  const { code, nameZh, nameEn, kind, state } = holder;
  return {
    id,
    holder: { id: holder.id, code, nameZh, nameEn, kind, state },
    role,
    since: chinaTimestamp(beganAt),
  };
}
