import { IsOneOf, IsQuantity } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { AreSerials, IsAccountNumber, IsInstrumentCode, MoveReason, type SerialsBody } from './fields';

export class TransferBody extends MoveReason {
  @IsInstrumentCode({ description: 'What moves. 品种' })
  instrument!: string;

  @IsQuantity({ description: 'How many whole units. 数量（整数单位）', example: '100' })
  quantity!: string;

  @IsAccountNumber({ description: 'Account that gives. 转出账户' })
  from!: string;

  @IsAccountNumber({ description: 'Account that gets. 转入账户', example: 'CL-100-1025-0-23' })
  to!: string;

  @AreSerials()
  serials?: SerialsBody[];
}

export const HOLD_KINDS = ['freeze', 'release', 'pledge', 'unpledge'] as const;
export const HOLD_PARTS = ['frozen', 'locked', 'pending'] as const;

export class HoldBody extends MoveReason {
  @IsOneOf(HOLD_KINDS, {
    description:
      'Set units apart (freeze 冻结, pledge 质押) or give them back (release 解冻, unpledge 解质押).',
    example: 'freeze',
  })
  kind!: (typeof HOLD_KINDS)[number];

  @IsAccountNumber({ description: 'Account that holds the units. 账户' })
  account!: string;

  @IsInstrumentCode({ description: 'What is held. 品种' })
  instrument!: string;

  @IsQuantity({ description: 'How many whole units. 数量（整数单位）', example: '100' })
  quantity!: string;

  @IsOneOf(HOLD_PARTS, {
    description:
      'Which part freeze fills and release empties; `frozen` when absent. Not for pledges; `locked` not where a scheme locks by its own rules. 冻结类别',
    example: 'locked',
    optional: true,
  })
  part?: (typeof HOLD_PARTS)[number];

  @AreSerials()
  serials?: SerialsBody[];
}

export class ReversalBody extends MoveReason {
  @IsQuantity({ description: 'Number of the transaction to undo whole. 被撤销的交易编号', example: '42' })
  transaction!: string;
}

export class MoveAnswer {
  @ApiProperty({ description: 'Number of the transaction. 交易编号', example: '42' })
  transaction!: string;

  @ApiProperty({ type: 'integer', description: 'Transfers it consists of. 分录数', example: 1 })
  transfers!: number;
}
