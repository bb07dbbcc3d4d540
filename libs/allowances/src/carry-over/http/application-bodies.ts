import { IsId, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { sentLot } from '../../pending-units/index';
import type { CarryOverScheme } from '../domain/figures';
import {
  APPLICATION_STATES,
  type ApplicationState,
  type CarryOverApplication,
  type RoundProgress,
} from '../persistence/applications';
import { CarryOverPath } from './carry-over-bodies';

const MOMENT = '2026-03-02T10:00:00.000+08:00';

export class CarryOverApplicationPath extends CarryOverPath {
  @IsId({ description: 'Id of the application: that of its task. 申请编号' })
  id!: string;
}

export class CarryOverApplicationsQuery extends PageQuery {
  @IsOneOf(APPLICATION_STATES, {
    description: 'Only in this state. 状态',
    example: 'pending',
    optional: true,
  })
  state?: ApplicationState;
}

export class CarryOverApplicationBody {
  @ApiProperty({
    description: 'Id: that of its task. 申请编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({
    description: 'Holder. 单位编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000002',
  })
  holderId!: string;
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ description: 'Whole tonnes. 数量', example: '15000' })
  quantity!: string;
  @ApiProperty({
    description: 'Old vintages with their serials. 申请结转的配额',
    type: 'array',
    items: { type: 'object' },
    example: [{ instrument: 'CEA24', quantity: '15000' }],
  })
  lots!: readonly object[];
  @ApiProperty({ description: 'What they become. 结转为', example: 'CEA25' })
  into!: string;
  @ApiProperty({
    description: 'Round of processing (CAR-003); null for a late one (CAR-007). 批次',
    type: Number,
    nullable: true,
    example: 1,
  })
  round!: number | null;
  @ApiProperty({
    description: 'When the round is to be done. 应办结日',
    type: String,
    format: 'date',
    nullable: true,
    example: '2026-03-27',
  })
  doneBy!: string | null;
  @ApiProperty({ enum: APPLICATION_STATES, description: 'State. 状态', example: 'pending' })
  state!: string;
  @ApiProperty({ description: 'China day of the application. 申请日', format: 'date', example: '2026-03-20' })
  appliedOn!: string;
  @ApiProperty({
    description: 'When it was converted or came to nothing. 办结时间',
    type: String,
    nullable: true,
    format: 'date-time',
    example: MOMENT,
  })
  endedAt!: string | null;
  @ApiProperty({
    description: 'Transaction of the ledger. 交易编号',
    type: String,
    nullable: true,
    example: '1048',
  })
  transaction!: string | null;
}

export function applicationBody(one: CarryOverApplication): Sent<CarryOverApplicationBody> {
  const { id, holderId, account, into, round, doneBy, state, appliedOn } = one;
  return {
    ...{ id, holderId, account, into, round, doneBy, state, appliedOn },
    quantity: one.quantity.toString(),
    lots: one.lots.map(sentLot),
    endedAt: one.endedAt === null ? null : chinaTimestamp(one.endedAt),
    transaction: one.transactionId === null ? null : one.transactionId.toString(),
  };
}

export class CarryOverRoundBody {
  @ApiProperty({ description: 'Round; null for late ones. 批次', type: Number, nullable: true, example: 1 })
  round!: number | null;
  @ApiProperty({
    description: 'Last day to apply. 申请截止日',
    type: String,
    nullable: true,
    format: 'date',
    example: '2026-03-20',
  })
  appliesUntil!: string | null;
  @ApiProperty({
    description: 'When it is to be done. 应办结日',
    type: String,
    nullable: true,
    format: 'date',
    example: '2026-03-27',
  })
  doneBy!: string | null;
  @ApiProperty({ enum: APPLICATION_STATES, description: 'State. 状态', example: 'pending' })
  state!: string;
  @ApiProperty({ description: 'How many. 申请数', example: 12 })
  applications!: number;
  @ApiProperty({ description: 'Whole tonnes. 数量', example: '150000' })
  quantity!: string;
}

export class CarryOverRoundsBody {
  @ApiProperty({ type: [CarryOverRoundBody], description: 'By round and state. 各批次进度' })
  rounds!: readonly Sent<CarryOverRoundBody>[];
}

export function roundsBody(
  scheme: CarryOverScheme,
  rounds: readonly RoundProgress[],
): Sent<CarryOverRoundsBody> {
  return {
    rounds: rounds.map(({ round, state, applications, quantity }) => {
      const days = round === null ? undefined : scheme.rounds[round - 1];
      return {
        ...{ round, state, applications, quantity: quantity.toString() },
        appliesUntil: days?.to ?? null,
        doneBy: days?.doneBy ?? null,
      };
    }),
  };
}
