import { PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import type { StatementLine } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import type { Programme } from '../../programmes/programme';
import { type ExpiringPoints, leftOfLots } from '../domain/first-in-first-out';
import type { PointsStanding } from '../persistence/read-points';

export class ExpiringPointsBody {
  @ApiProperty({ description: 'Points. 积分', example: '84' })
  points!: string;

  @ApiProperty({ description: 'Last day on which they can be spent. 有效期至', example: '2028-09-30' })
  validThrough!: string;
}

function expiringPointsBody({ points, validThrough }: ExpiringPoints): Sent<ExpiringPointsBody> {
  return { points: points.toString(), validThrough };
}

export class PointsStandingBody {
  @ApiProperty({ description: 'Code of the programme. 项目代码', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Points that can be spent now. 可用积分', example: '1350' })
  spendable!: string;

  @ApiProperty({
    description: 'Of them, earned so lately that the ledger follows in a minute. 其中刚获得、即将入账',
    example: '84',
  })
  justEarned!: string;

  @ApiProperty({
    description: 'Set apart for vouchers that are not used yet. 已预留（未使用的券）',
    example: '600',
  })
  setApart!: string;

  @ApiProperty({
    description:
      'Points that a correction could not take back; the next ones earned settle it. 待抵扣（更正未收回）',
    example: '0',
  })
  owed!: string;

  @ApiProperty({
    type: [ExpiringPointsBody],
    description: 'What is left of them by last day, the first to go first. 按有效期',
  })
  expiring!: ExpiringPointsBody[];
}

/** What somebody can spend: on the ledger, and on its way there, less what is owed. */
export function pointsStandingBody(
  standing: PointsStanding,
  programme: Pick<Programme, 'code'>,
  validMonths: number,
): Sent<PointsStandingBody> {
  const { available, pending, debt, setApart, lots } = standing;
  const arriving = pending - debt;
  const spendable = available + arriving;
  return {
    programme: programme.code,
    spendable: (spendable > 0n ? spendable : 0n).toString(),
    justEarned: (pending > 0n ? pending : 0n).toString(),
    setApart: setApart.toString(),
    owed: debt.toString(),
    expiring: leftOfLots(lots, available + setApart, validMonths).map(expiringPointsBody),
  };
}

export class MyPointsBody {
  @ApiProperty({
    type: [PointsStandingBody],
    description:
      'Of each programme. Points have no monetary nature and are never transferred (PTS-003). 各项目积分',
  })
  programmes!: PointsStandingBody[];
}

export class PointsStatementQuery extends PageQuery {}

export class PointsLineBody {
  @ApiProperty({ description: 'Number of the journal row. 流水号', example: '43' })
  journal!: string;

  @ApiProperty({ description: 'Code of the programme. 项目代码', example: 'SZ' })
  programme!: string;

  @ApiProperty({
    enum: ['earned', 'set-apart', 'given-back', 'spent', 'expired', 'corrected'],
    description: 'What happened. 事项',
    example: 'earned',
  })
  what!: string;

  @ApiProperty({ description: 'Change of what can be spent, with its sign. 变动', example: '+84' })
  change!: string;

  @ApiProperty({ description: 'What could be spent after it. 变动后可用', example: '1350' })
  after!: string;

  @ApiProperty({
    description: 'Voucher, gift or other business it belongs to. 业务编号',
    example: 'points-earned',
  })
  reference!: string;

  @ApiProperty({ description: 'When. 时间', example: '2026-09-15T11:00:00+08:00' })
  at!: string;
}

/** A posting in the words of who reads it; undefined for the other side of points that were only set apart. */
export function pointsLineBody(line: StatementLine, programme: string): Sent<PointsLineBody> | undefined {
  const { journalId, kind, part, change, after, reference, recordedAt } = line;
  const what = kind === 'retire' ? 'spent' : WORDS[kind];
  if (what === undefined || (part !== 'available' && kind !== 'retire')) return undefined;
  return {
    ...{ journal: journalId.toString(), programme, what },
    change: `${change > 0n ? '+' : ''}${change.toString()}`,
    after: after.toString(),
    reference: reference ?? '',
    at: chinaTimestamp(recordedAt),
  };
}

const WORDS: Partial<Record<StatementLine['kind'], string>> = {
  transfer: 'earned',
  freeze: 'set-apart',
  release: 'given-back',
  expire: 'expired',
  cancel: 'corrected',
};
