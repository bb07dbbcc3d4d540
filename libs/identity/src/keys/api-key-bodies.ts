import { AreOneOf, IsCount, IsId, IsText, type Permission, PERMISSIONS, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { ApiKey } from './api-key';

const LONGEST_DAYS = 365;

export class CreateApiKeyBody {
  @IsText({ description: 'What the key is for. 用途', example: 'ERP', max: 80 })
  name!: string;

  @AreOneOf(PERMISSIONS, {
    description: 'What it may do: what makers and readers of the holder may, never approvals. 权限',
    example: ['accounts.read'],
  })
  permissions!: Permission[];

  @IsCount({ description: 'Days until it expires. 有效天数', example: 90, min: 1, max: LONGEST_DAYS })
  days!: number;
}

export class ApiKeyPath {
  @IsId({ description: 'Id of the key. 密钥编号' })
  id!: string;
}

export class ApiKeyBody {
  @IsId({ description: 'Sent as X-Carbon-Key. 密钥编号' })
  id!: string;
  @ApiProperty({
    format: 'uuid',
    description: 'Whose it is. 所属机构',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holder!: string;
  @ApiProperty({ description: 'What it is for. 用途', example: 'ERP' })
  name!: string;
  @ApiProperty({ type: [String], description: 'What it may do. 权限', example: ['accounts.read'] })
  permissions!: readonly string[];
  @ApiProperty({ description: 'Who made it. 创建人', example: 'user:01900000-0000-7000-8000-000000000001' })
  createdBy!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When. 创建时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  createdAt!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'Until when it works. 失效时间',
    example: '2026-05-31T10:00:00.000+08:00',
  })
  expiresAt!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Last use. 最近使用',
    example: '2026-03-03T09:30:00.000+08:00',
  })
  lastUsedAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Revoked. 吊销时间',
    example: null,
  })
  revokedAt!: string | null;
}

class SecretBody {
  @ApiProperty({ description: 'The secret; shown this once. 密钥内容，仅显示一次', example: '…' })
  secret!: string;
}

export class NewApiKeyBody extends IntersectionType(ApiKeyBody, SecretBody) {}

const moment = (at: Date | null): string | null => (at === null ? null : chinaTimestamp(at));

export function apiKeyBody(key: ApiKey): Sent<ApiKeyBody> {
  const { id, holderId, name, permissions, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  return {
    id,
    holder: holderId,
    name,
    permissions,
    createdBy,
    createdAt: chinaTimestamp(createdAt),
    expiresAt: chinaTimestamp(expiresAt),
    lastUsedAt: moment(lastUsedAt),
    revokedAt: moment(revokedAt),
  };
}
