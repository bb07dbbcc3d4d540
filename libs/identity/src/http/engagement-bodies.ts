import { IsId, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { endOf } from '../domain/engagement';
import type { EngagementView } from '../persistence/read-engagements';

export class EngagementPath {
  @IsId({ description: 'Id of the engagement. 委托编号' })
  id!: string;
}

class EngagedHolderBody {
  @ApiProperty({ description: 'Code of the holder. 持有人代码', example: 'HUANENG-YC' })
  code!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When its part was ended; null while it stands. 终止时间',
    example: null,
  })
  endedAt!: string | null;
}

export class EngagementBody {
  @IsId({ description: 'UUIDv7. 编号' })
  id!: string;

  @ApiProperty({ description: 'Code of the auditor. 审计机构', example: 'DEMO-AUDIT' })
  auditor!: string;

  @ApiProperty({
    type: [EngagedHolderBody],
    description: 'Who is looked at; a holder sees its own part only. 被查阅方',
  })
  holders!: Sent<EngagedHolderBody>[];

  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'Codes of the instruments; null for all. 品种范围',
    example: null,
  })
  instruments!: string[] | null;

  @ApiProperty({
    format: 'date',
    description: 'First day that may be seen. 数据起始日',
    example: '2025-01-01',
  })
  windowFrom!: string;

  @ApiProperty({
    format: 'date',
    description: 'Last day that may be seen. 数据截止日',
    example: '2025-12-31',
  })
  windowTo!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'From when it may be looked at. 查阅开始',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  accessFrom!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Until just before when. 查阅结束',
    example: '2026-04-02T10:00:00.000+08:00',
  })
  accessUntil!: string;

  @ApiProperty({ description: 'What for. 目的', example: '2025 年度核查' })
  purpose!: string;

  @ApiProperty({ description: 'SHA-256 of the document it rests on. 依据文件', example: 'a'.repeat(64) })
  documentHash!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was entered. 登记时间',
    example: '2026-03-01T10:00:00.000+08:00',
  })
  createdAt!: string;

  @ApiProperty({
    description: 'Who proposed it. 提出人',
    example: 'user:01900000-0000-7000-8000-000000000001',
  })
  createdBy!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When all of it had been ended; null while a part stands. 终止时间',
    example: null,
  })
  endedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Who ended it. 终止人', example: null })
  endedBy!: string | null;
}

export function engagementBody(engagement: EngagementView): Sent<EngagementBody> {
  const { id, auditor, instruments, windowFrom, windowTo, purpose, documentHash, createdBy } = engagement;
  const end = endOf(engagement.holders);
  return {
    id,
    auditor,
    holders: engagement.holders.map(({ code, endedAt }) => ({ code, endedAt: momentOrNull(endedAt) })),
    instruments: instruments === null ? null : [...instruments],
    windowFrom,
    windowTo,
    accessFrom: chinaTimestamp(engagement.accessFrom),
    accessUntil: chinaTimestamp(engagement.accessUntil),
    purpose,
    documentHash,
    createdAt: chinaTimestamp(engagement.createdAt),
    createdBy,
    endedAt: momentOrNull(end.endedAt),
    endedBy: end.endedBy,
  };
}

function momentOrNull(moment: Date | null): string | null {
  return moment === null ? null : chinaTimestamp(moment);
}
