import { IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { SIGNS } from '../domain/rules/likeness';
import type { ListedSuspicion } from '../persistence/list-suspicions';

const STATES = ['open', 'same', 'different'] as const;

export class SuspicionQuery extends PageQuery {
  @IsOneOf(STATES, { description: 'Only of this state. 按状态筛选', example: 'open', optional: true })
  state?: (typeof STATES)[number];
}

export class SuspicionBody {
  @ApiProperty({
    description: 'Suspicion. 疑似重复编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-0000000000b1',
  })
  id!: string;
  @ApiProperty({ description: 'The later asset, held back. 后登记资产', example: 'AS-000123' })
  asset!: string;
  @ApiProperty({ description: 'The asset it may be. 先登记资产', example: 'AS-000017' })
  other!: string;
  @ApiProperty({
    description: 'What made it suspected, and what speaks against it. 迹象',
    isArray: true,
    enum: [...SIGNS],
    example: ['same-name', 'near'],
  })
  signs!: string[];
  @ApiProperty({ description: 'State. 状态', enum: [...STATES], example: 'open' })
  state!: string;
  @ApiProperty({
    description: 'When it was raised. 提出时间',
    format: 'date-time',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  raisedAt!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'When two people decided. 认定时间',
    format: 'date-time',
    example: '2026-03-09T10:00:00.000+08:00',
  })
  decidedAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why they decided so. 认定事由',
    example: '同一电表，现场核查为同一电站',
  })
  reason!: string | null;
}

export function suspicionBody(suspicion: ListedSuspicion): Sent<SuspicionBody> {
  const { id, asset, other, signs, state, raisedAt, decidedAt, reason } = suspicion;
  return {
    id,
    asset,
    other,
    signs: [...signs],
    state,
    raisedAt: chinaTimestamp(raisedAt),
    decidedAt: decidedAt === null ? null : chinaTimestamp(decidedAt),
    reason,
  };
}
