import { IsWholeNumberString, type Sent } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { TRANSFER_PROFILES, type TransferProfile } from '../domain/timing';
import type { TransferSettings } from '../persistence/settings';

export class AccountNumberPath {
  @IsAccountNumber({ description: 'Account. 账户' })
  number!: string;
}

export class LimitBody {
  @IsWholeNumberString({
    description: 'The most one transfer may carry to an account outside the trusted list. 每笔限额',
    example: '100000',
  })
  limit!: string;
}

export class TransferSettingsBody {
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-28' })
  account!: string;
  @ApiProperty({
    enum: TRANSFER_PROFILES,
    description: 'Which clock delays its transfers. 延迟方式',
    example: 'eu',
  })
  profile!: TransferProfile;
  @ApiProperty({
    description: 'Limit in force outside the trusted list: the lowest of the rules and the own. 现行限额',
    example: '2000000',
  })
  limit!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Own limit. 自设限额', example: null })
  ownLimit!: string | null;
  @ApiProperty({ type: 'integer', description: 'How often they were changed. 变更次数', example: 0 })
  version!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Last change. 变更时间',
    example: null,
  })
  changedAt!: string | null;
}

export function settingsBody(
  account: string,
  settings: TransferSettings,
  { profile, limit }: { readonly profile: TransferProfile; readonly limit: bigint },
): Sent<TransferSettingsBody> {
  const { ownLimit, version, changedAt } = settings;
  return {
    account,
    profile: settings.profile ?? profile,
    limit: (ownLimit !== null && ownLimit < limit ? ownLimit : limit).toString(),
    ownLimit: ownLimit?.toString() ?? null,
    version,
    changedAt: changedAt?.toISOString() ?? null,
  };
}
