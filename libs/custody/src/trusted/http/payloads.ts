import { IsText } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';

const label = {
  description: 'What the holder calls it; no personal data. 备注名（不得含个人信息）',
  max: 100,
  example: '集团碳资产公司',
} as const;

/** Payload of the task kind `trusted-account-add`. */
export class TrustedAccountPayload {
  @IsAccountNumber({ description: 'Whose trusted list. 账户' })
  account!: string;

  @IsAccountNumber({ description: 'The account to be trusted. 信任账户', example: 'CL-100-1025-0-23' })
  trusted!: string;

  @IsText(label)
  label!: string;
}

export class LabelBody {
  @IsText(label)
  label!: string;
}
