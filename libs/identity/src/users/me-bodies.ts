import { IsId, IsText, type Permission, PERMISSIONS, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-strength';
import { MembershipBody } from './membership-bodies';

const NEW_PASSWORD = {
  description: 'New password; hard to guess. 新密码',
  example: 'four unrelated words',
  min: SHORTEST_PASSWORD,
  max: LONGEST_PASSWORD,
} as const;

export class ChangePasswordBody {
  @IsText({ description: 'The password until now. 原密码', example: 'the one before', max: LONGEST_PASSWORD })
  current!: string;

  @IsText(NEW_PASSWORD)
  next!: string;
}

export class NewPasswordBody {
  @IsText(NEW_PASSWORD)
  password!: string;
}

export class ResetPath {
  @IsText({ description: 'The token of the mail. 邮件中的凭证', example: 'pr_…', max: 200 })
  token!: string;
}

export class TotpSetupBody {
  @ApiProperty({ description: 'Secret in base32, to type in. 密钥', example: 'JBSWY3DPEHPK3PXP' })
  secret!: string;

  @ApiProperty({
    description: 'The same as otpauth URI, to show as QR code. 二维码内容',
    example: 'otpauth://totp/Carbon%20Ledger:name@example.org?secret=JBSWY3DPEHPK3PXP',
  })
  uri!: string;
}

export class RecoveryCodesBody {
  @ApiProperty({
    type: [String],
    description: 'Shown this once; each works once. 恢复码，仅显示一次，每个只能使用一次',
    example: ['7KQM-2W9D-XR4T-B6HN'],
  })
  recoveryCodes!: readonly string[];
}

export class MySecondFactorBody {
  @ApiProperty({ description: 'Whether proposals ask for it here. 是否要求', example: true })
  required!: boolean;

  @ApiProperty({ description: 'Whether an authenticator app is set up. 是否已设置', example: true })
  setUp!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Last shown in this session. 本会话最近验证时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  shownAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'Recovery codes left. 剩余恢复码', example: 10 })
  recoveryCodesLeft!: number;
}

export class MeBody {
  @IsId({ description: 'Id of the own account. 用户编号' })
  user!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Own name. 姓名', example: '张三' })
  name!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Own e-mail address. 邮箱',
    example: 'name@example.org',
  })
  email!: string | null;

  @IsId({ description: 'The session that asks. 当前会话' })
  session!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Membership acted under. 当前成员身份',
    example: '01900000-0000-7000-8000-000000000001',
  })
  membership!: string | null;

  @ApiProperty({ enum: PERMISSIONS, isArray: true, description: 'What may be done now. 权限' })
  permissions!: readonly Permission[];

  @ApiProperty({ type: MembershipBody, isArray: true, description: 'All memberships. 全部成员身份' })
  memberships!: readonly Sent<MembershipBody>[];

  @ApiProperty({ type: MySecondFactorBody, description: 'The own second factor. 动态口令' })
  secondFactor!: Sent<MySecondFactorBody>;
}
