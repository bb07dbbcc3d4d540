import type { Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { HOLDER_KINDS, type HolderKind } from '../domain/holder';
import { HOLDER_STATES, type HolderState } from '../domain/holder-state';
import type { GroupMember } from '../persistence/read-groups';

export class GroupMemberBody {
  @ApiProperty({ description: 'Short public name. 持有人代码', example: 'HUANENG-YC' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '盐城示范风电有限公司' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Yancheng Demo Wind Power Co., Ltd.' })
  nameEn!: string;

  @ApiProperty({ enum: HOLDER_KINDS, description: 'What the holder is. 持有人类型', example: 'generator' })
  kind!: HolderKind;

  @ApiProperty({ enum: HOLDER_STATES, description: 'State. 状态', example: 'active' })
  state!: HolderState;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the parent; null for the head of the group. 上级单位',
    example: 'DEMO-GROUP',
  })
  parent!: string | null;

  @ApiProperty({ type: 'integer', description: 'Steps below the head. 层级', example: 1 })
  depth!: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it joined. 加入时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  joinedAt!: string | null;
}

export function groupMemberBody(member: GroupMember): Sent<GroupMemberBody> {
  const { code, nameZh, nameEn, kind, state, parent, depth, joinedAt } = member;
  return {
    code,
    nameZh,
    nameEn,
    kind,
    state,
    parent,
    depth,
    joinedAt: joinedAt === null ? null : chinaTimestamp(joinedAt),
  };
}
