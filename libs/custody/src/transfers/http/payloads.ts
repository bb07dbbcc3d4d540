import { IsId, IsJsonObject, IsOneOf, IsQuantity, IsText, IsWholeNumberString } from '@carbon/http';
import { AreSerials, IsAccountNumber, IsInstrumentCode, MoveReason, type SerialsBody } from '@carbon/ledger';
import { TRANSFER_PROFILES, type TransferProfile } from '../domain/timing';

/** Payload of the task kind `transfer`. */
export class TransferPayload extends MoveReason {
  @IsAccountNumber({ description: 'Account that gives. 转出账户' })
  from!: string;

  @IsAccountNumber({ description: 'Account that gets. 转入账户', example: 'CL-100-1025-0-23' })
  to!: string;

  @IsInstrumentCode({ description: 'What moves; one instrument a transfer. 品种' })
  instrument!: string;

  @IsQuantity({ description: 'How many whole units. 数量（整数单位）', example: '100' })
  quantity!: string;

  @AreSerials()
  serials?: SerialsBody[];

  @IsJsonObject({
    description:
      'What the scheme of the units asks for: for green certificates (CN-GEC) the `ground`, one of sale, ' +
      'green-power-sale and assignment (GEC-009). 机制所需的附加信息：绿证须填转移依据 ground',
    optional: true,
    example: { ground: 'sale' },
  })
  scheme?: object;
}

/** Payload of the task kind `transfer-reversal`. */
export class TransferReversalPayload {
  @IsId({ description: 'The completed transfer order to undo. 划转指令编号' })
  order!: string;

  @IsText({ description: 'Why. 事由', max: 500, example: '转入账户填写有误' })
  reason!: string;
}

/** Payload of the task kind `transfer-settings`. */
export class TransferSettingsPayload {
  @IsAccountNumber({ description: 'Whose settings. 账户' })
  account!: string;

  @IsOneOf(TRANSFER_PROFILES, {
    description: 'Which clock delays the transfers of the account. 延迟方式',
    optional: true,
    example: 'eu',
  })
  profile?: TransferProfile;

  @IsWholeNumberString({
    description:
      'Own limit of one transfer to an account outside the trusted list; the lowest of it and the rules wins. ' +
      '转给名单外账户的每笔自设限额，与规则限额取低',
    optional: true,
    example: '100000',
  })
  limit?: string;
}
