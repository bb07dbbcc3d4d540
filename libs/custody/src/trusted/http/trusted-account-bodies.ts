import type { Sent } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { ENTRY_STATES, type EntryState } from '../domain/trust';
import type { TrustedAccountView } from '../persistence/read-trusted';

export class TrustedListPath {
  @IsAccountNumber({ description: 'Whose trusted list. 账户' })
  number!: string;
}

export class TrustedAccountPath extends TrustedListPath {
  @IsAccountNumber({ description: 'The trusted account. 信任账户', example: 'CL-100-1025-0-23' })
  trusted!: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;

export class TrustedAccountBody {
  @ApiProperty({ description: 'The trusted account. 信任账户', example: 'CL-100-1025-0-23' })
  trusted!: string;
  @ApiProperty({ description: 'What the holder calls it. 备注名', example: '集团碳资产公司' })
  label!: string;
  @ApiProperty({
    enum: ENTRY_STATES,
    description:
      'pending: its days are running; active: counts; lapsed: the account changed its holder or state, so it counts no more. 状态',
    example: 'active',
  })
  state!: EntryState;
  @ApiProperty({
    description: 'Task that proposed it. 任务编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  task!: string;
  @ApiProperty({ description: 'Who proposed. 发起人', example: 'user:01900000-0000-7000-8000-000000000001' })
  proposedBy!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When. 发起时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  proposedAt!: string;
  @ApiProperty({ ...NULLABLE, description: 'Who approved. 复核人' })
  approvedBy!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When. 复核时间' })
  approvedAt!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'From when it counts (SEC-005). 生效时间' })
  effectiveAt!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was removed. 移除时间' })
  removedAt!: string | null;
  @ApiProperty({ ...NULLABLE, description: 'Who removed it. 移除人' })
  removedBy!: string | null;
}

export function trustedAccountBody(entry: TrustedAccountView): Sent<TrustedAccountBody> {
  return {
    trusted: entry.trusted,
    label: entry.label,
    state: entry.state,
    task: entry.taskId,
    proposedBy: entry.proposedBy,
    proposedAt: entry.proposedAt.toISOString(),
    approvedBy: entry.approvedBy,
    approvedAt: entry.approvedAt?.toISOString() ?? null,
    effectiveAt: entry.effectiveAt?.toISOString() ?? null,
    removedAt: entry.removedAt?.toISOString() ?? null,
    removedBy: entry.removedBy,
  };
}
