import { IsFlag, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  LIMIT_PERIODS,
  type Reward,
  REWARD_KINDS,
  type RewardKind,
  type RewardTerms,
} from '../domain/reward';
import { yuanOf } from '../domain/yuan';
import { IsProgrammeCode, IsRewardCode } from '../tasks/payloads';

const MOMENT = '2026-03-02T10:00:00.000+08:00';

export class RewardPath {
  @IsProgrammeCode()
  programme!: string;

  @IsRewardCode()
  code!: string;
}

export class RewardsQuery extends PageQuery {
  @IsProgrammeCode(true)
  programme?: string;

  @IsOneOf(REWARD_KINDS, { description: 'Only of this kind. 按类型筛选', optional: true, example: 'goods' })
  kind?: RewardKind;

  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsFlag({
    description: 'Also what is sold out, withdrawn, over or not offered yet. 是否包含已兑完与未在架',
    optional: true,
    example: false,
  })
  all?: boolean;
}

export class RewardTermsQuery extends PageQuery {
  @IsProgrammeCode(true)
  programme?: string;
}

export class RewardLimitBody {
  @ApiProperty({ description: 'How many one resident may take. 每人可兑份数', example: 1 })
  count!: number;

  @ApiProperty({
    enum: LIMIT_PERIODS,
    description: 'In which period of the China calendar. 周期',
    example: 'month',
  })
  period!: string;
}

export class RewardGiverBody {
  @ApiProperty({ description: 'Code. 代码', example: 'M03' })
  code!: string;

  @ApiProperty({ description: 'Name. 名称', example: { zh: '咖啡店（示例）', en: 'Coffee shop (example)' } })
  name!: Text;
}

export class CharityGoalBody {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Points it wants to reach; null for as many as come. 目标积分',
    example: '1000000',
  })
  targetPoints!: string | null;

  @ApiProperty({ description: 'Points given so far, by everybody. 已捐积分', example: '123400' })
  givenPoints!: string;

  @ApiProperty({ description: 'Gifts made so far. 已捐份数', example: '1234' })
  gifts!: string;

  @ApiProperty({ description: 'Whether the goal is reached. 是否达成', example: false })
  reached!: boolean;
}

/** What everybody may know of a reward: it costs points and nothing else (PTS-003). */
export class RewardBody {
  @ApiProperty({ description: 'Programme whose points it takes. 碳普惠项目', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Code. 兑换项代码', example: 'COFFEE' })
  code!: string;

  @ApiProperty({ enum: REWARD_KINDS, description: 'What it is. 类型', example: 'goods' })
  kind!: string;

  @ApiProperty({
    description: 'Name. 名称',
    example: { zh: '自带杯咖啡券（示例）', en: 'Coffee with own cup (example)' },
  })
  name!: Text;

  @ApiProperty({ description: 'Points for one. 所需积分', example: '600' })
  points!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pieces left; null where it is not bounded. 剩余数量',
    example: '1000',
  })
  stock!: string | null;

  @ApiProperty({
    type: RewardLimitBody,
    nullable: true,
    description: 'How many one resident may take; null for any number. 个人上限',
    example: { count: 1, period: 'month' },
  })
  limit!: Sent<RewardLimitBody> | null;

  @ApiProperty({ type: RewardGiverBody, description: 'Who gives it; of a gift, the cause. 提供方或受赠机构' })
  giver!: Sent<RewardGiverBody>;

  @ApiProperty({
    description: 'Whether the giver says yes before the code can be used. 是否需商户确认',
    example: false,
  })
  confirms!: boolean;

  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'Of a right to buy green power: kWh; paying its seller is no part of it. 绿电购买权电量（千瓦时）',
    example: null,
  })
  kwh!: number | null;

  @ApiProperty({ type: CharityGoalBody, nullable: true, description: 'Of a cause. 公益目标', example: null })
  charity!: Sent<CharityGoalBody> | null;

  @ApiProperty({ format: 'date-time', description: 'Offered from. 上架时间', example: MOMENT })
  validFrom!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'The first moment at which it is not offered any more; null where none is set. 下架时间',
    example: null,
  })
  validTo!: string | null;

  @ApiProperty({ description: 'Whether it was taken off sale. 是否已下架', example: false })
  withdrawn!: boolean;

  @ApiProperty({
    description: 'Where the offer comes from; synthetic where invented. 来源',
    example: 'synthetic',
  })
  source!: string;
}

type Holders = ReadonlyMap<string, Holder>;

export function rewardBody(reward: Reward, holders: Holders): Sent<RewardBody> {
  const giver = holders.get(reward.merchantId);
  return {
    ...{ programme: reward.programme, code: reward.code, kind: reward.kind, name: reward.name },
    ...{ points: reward.points.toString(), stock: reward.stock?.toString() ?? null },
    limit: reward.limit === null ? null : { ...reward.limit },
    giver: giverBody(giver),
    ...{ confirms: reward.confirms, kwh: reward.kwh },
    charity: reward.kind === 'charity' ? goalBody(reward) : null,
    validFrom: chinaTimestamp(reward.validFrom),
    validTo: reward.validTo === null ? null : chinaTimestamp(reward.validTo),
    ...{ withdrawn: reward.withdrawnAt !== null, source: reward.source },
  };
}

export const giverBody = (holder: Holder | undefined): Sent<RewardGiverBody> => ({
  code: holder?.code ?? '',
  name: { zh: holder?.nameZh ?? '', en: holder?.nameEn ?? '' },
});

const goalBody = ({ targetPoints, givenPoints, gifts }: Reward): Sent<CharityGoalBody> => ({
  targetPoints: targetPoints?.toString() ?? null,
  ...{ givenPoints: givenPoints.toString(), gifts: gifts.toString() },
  reached: targetPoints !== null && givenPoints >= targetPoints,
});

/** The same with what its programme agreed; for who runs the programme. */
export class RewardTermsBody extends RewardBody {
  @ApiProperty({ description: 'What the giver is paid for one, in yuan. 结算单价（元）', example: '3.00' })
  settlementYuan!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'The budget that pays; null where the programme does. 资助编号',
    example: null,
  })
  funding!: string | null;
}

export const rewardTermsBody = (reward: RewardTerms, holders: Holders): Sent<RewardTermsBody> => ({
  ...rewardBody(reward, holders),
  ...{ settlementYuan: yuanOf(reward.settlementFen), funding: reward.fundingId },
});
