import { IsId, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { toRecord } from '../../accounts/domain/serial-ranges';
import { type Pledge, PLEDGE_STATES, type PledgeState } from '../persistence/pledge';

export class PledgePath {
  @IsId({ description: 'Pledge. 质押编号' })
  id!: string;
}

export class PledgesQuery extends PageQuery {
  @IsAccountNumber({ description: 'Only of this account. 按账户筛选', optional: true })
  account?: string;

  @IsOneOf(PLEDGE_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'in-force',
  })
  state?: PledgeState;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;
const MOMENT = { format: 'date-time', example: '2026-03-02T10:00:00.000+08:00' } as const;

export class PledgePartyBody {
  @ApiProperty({ description: 'Code. 代码', example: 'BANK-1' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例银行' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Example Bank' })
  nameEn!: string;
}

export class PledgeBody {
  @ApiProperty({
    description: 'Number of the pledge; its task has the same. 质押编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;

  @ApiProperty({ description: 'Account the units stand in. 出质账户', example: 'CL-100-1024-0-28' })
  account!: string;

  @ApiProperty({ type: PledgePartyBody, description: 'Who gave them in pledge. 出质人' })
  pledgor!: Sent<PledgePartyBody>;

  @ApiProperty({ type: PledgePartyBody, description: 'To whom they are pledged. 质权人' })
  pledgee!: Sent<PledgePartyBody>;

  @ApiProperty({ description: 'What is pledged. 品种', example: 'CEA25' })
  instrument!: string;

  @ApiProperty({ description: 'Whole units pledged at first. 质押数量', example: '100' })
  quantity!: string;

  @ApiProperty({ description: 'Units not released yet. 尚未解除数量', example: '60' })
  held!: string;

  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Serials not released yet, `first-last`; null for units without. 编号',
    example: ['1-60'],
  })
  serials!: readonly string[] | null;

  @ApiProperty({ description: 'Number of the loan contract. 借款合同编号', example: 'LOAN-2026-017' })
  loanReference!: string;

  @ApiProperty({ description: 'Amount that is secured, in fen. 担保金额（分）', example: '100000000' })
  securedFen!: string;

  @ApiProperty({ format: 'date', description: 'Until when it was agreed. 质押期限', example: '2027-03-31' })
  until!: string;

  @ApiProperty({
    enum: PLEDGE_STATES,
    description: 'Set apart from the proposal on; in force when approved. 状态',
    example: 'in-force',
  })
  state!: PledgeState;

  @ApiProperty({ ...MOMENT, description: 'When the units were set apart. 申请时间' })
  proposedAt!: string;

  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was approved. 生效时间' })
  pledgedAt!: string | null;

  @ApiProperty({
    ...NULLABLE,
    format: 'date-time',
    description: 'When nothing was pledged any more. 结束时间',
  })
  endedAt!: string | null;
}

export interface PledgeParties {
  readonly pledgor: Sent<PledgePartyBody>;
  readonly pledgee: Sent<PledgePartyBody>;
}

export function pledgeBody(pledge: Pledge, { pledgor, pledgee }: PledgeParties): Sent<PledgeBody> {
  const { id, account, instrument, loanReference, until, state } = pledge;
  const moment = (at: Date | null) => (at === null ? null : chinaTimestamp(at));
  return {
    ...{ id, account, pledgor, pledgee, instrument },
    quantity: pledge.quantity.toString(),
    held: pledge.held.toString(),
    serials: pledge.serials?.map(toRecord) ?? null,
    loanReference,
    securedFen: pledge.securedFen.toString(),
    until,
    state,
    proposedAt: chinaTimestamp(pledge.proposedAt),
    pledgedAt: moment(pledge.pledgedAt),
    endedAt: moment(pledge.endedAt),
  };
}
