import { IsCount, IsId, IsOneOf, IsText, IsWholeNumberString, PageQuery, type Sent } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { REWARD_KINDS } from '../domain/reward';
import { type Voucher, VOUCHER_STATES, type VoucherState } from '../domain/voucher';
import { IsProgrammeCode, IsRewardCode } from '../tasks/payloads';
import { giverBody, RewardGiverBody } from './reward-bodies';

const MOMENT = '2026-03-02T10:00:00.000+08:00';
const NAME = { zh: '自带杯咖啡券（示例）', en: 'Coffee with own cup (example)' };

export class VoucherPath {
  @IsId({ description: 'The voucher. 兑换券编号' })
  id!: string;
}

export class VouchersQuery extends PageQuery {
  @IsOneOf(VOUCHER_STATES, {
    description: 'Only in this state. 按状态筛选',
    optional: true,
    example: 'issued',
  })
  state?: VoucherState;
}

function IsOwner(): PropertyDecorator {
  return IsWholeNumberString({
    description:
      'Number of the resident it is for, a child or relative; oneself when absent. 代办对象居民编号',
    optional: true,
    example: '42',
  });
}

export class MyVouchersQuery extends VouchersQuery {
  @IsOwner()
  for?: string;
}

export class TakeRewardBody {
  @IsOwner()
  for?: string;

  @IsProgrammeCode()
  programme!: string;

  @IsRewardCode()
  reward!: string;

  @IsCount({
    description: 'Of a gift, how many times its points; 1 when absent, and of everything else. 捐赠份数',
    min: 1,
    max: 1_000,
    optional: true,
    example: 1,
  })
  times?: number;
}

export class VoucherBody {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;

  @ApiProperty({ description: 'Programme whose points it took. 碳普惠项目', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Code of the reward. 兑换项代码', example: 'COFFEE' })
  reward!: string;

  @ApiProperty({ enum: REWARD_KINDS, description: 'What it is. 类型', example: 'goods' })
  kind!: string;

  @ApiProperty({ description: 'Name. 名称', example: NAME })
  name!: Text;

  @ApiProperty({ type: RewardGiverBody, description: 'Who gives it; of a gift, the cause. 提供方或受赠机构' })
  giver!: Sent<RewardGiverBody>;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Of a right to buy green power: kWh. 电量（千瓦时）',
    example: null,
  })
  kwh!: number | null;

  @ApiProperty({ description: 'Points it took. 积分', example: '600' })
  points!: string;

  @ApiProperty({
    enum: VOUCHER_STATES,
    description:
      'How far it is. Of cancelled, failed and expired ones the points went back. 状态（取消、商户未提供、过期的积分已退回）',
    example: 'issued',
  })
  state!: string;

  @ApiProperty({ format: 'date-time', description: 'Taken. 兑换时间', example: MOMENT })
  takenAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Usable since. 生效时间',
    example: MOMENT,
  })
  issuedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'The first moment at which it is over; null for a gift. 失效时间',
    example: '2026-06-01T00:00:00.000+08:00',
  })
  endsAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Ended. 结束时间',
    example: null,
  })
  endedAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the merchant said. 商户说明',
    example: null,
  })
  endedBecause!: string | null;

  @ApiProperty({
    description: 'Rules it was given by. 依据规则包',
    example: { id: 'inclusion-shenzhen', version: '2026.1', certainty: 'X' },
  })
  pack!: PackReference;
}

const stamp = (moment: Date | null): string | null => (moment === null ? null : chinaTimestamp(moment));

export function voucherBody(voucher: Voucher, holders: ReadonlyMap<string, Holder>): Sent<VoucherBody> {
  const { id, version, certainty } = voucher.rules;
  return {
    ...{ id: voucher.id, programme: voucher.programme, reward: voucher.reward, kind: voucher.kind },
    ...{ name: voucher.name, giver: giverBody(holders.get(voucher.merchantId)), kwh: voucher.kwh },
    ...{ points: voucher.points.toString(), state: voucher.state, takenAt: chinaTimestamp(voucher.takenAt) },
    ...{ issuedAt: stamp(voucher.issuedAt), endsAt: stamp(voucher.endsAt), endedAt: stamp(voucher.endedAt) },
    ...{ endedBecause: voucher.endedBecause, pack: { id, version, certainty } },
  };
}

/** A voucher as its owner opens it. */
export class OpenVoucherBody extends VoucherBody {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The code to show at the till, while it can be used. 兑换码（仅可使用期间显示）',
    example: '7K3M-90QR-5T1V-XWYZ-2468',
  })
  code!: string | null;
}

export class GiftCertificateBody {
  @ApiProperty({
    format: 'uuid',
    description: 'The gift. 捐赠编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  gift!: string;

  @ApiProperty({ description: 'Points given. 捐赠积分', example: '100' })
  points!: string;

  @ApiProperty({
    description: 'Thanks. 感谢语',
    example: { zh: '感谢您为「公益球场（示例）」捐赠 100 积分。', en: 'Thank you for 100 points.' },
  })
  thanks!: Text;
}

/** The certificate of a gift: it names the cause and no person. */
export function certificateBody(voucher: Voucher, cause: Holder | undefined): Sent<GiftCertificateBody> {
  const { name, takenAt } = voucher;
  const points = voucher.points.toString();
  const day = chinaTimestamp(takenAt).slice(0, 10);
  const giver = giverBody(cause).name;
  return {
    ...{ gift: voucher.id, points },
    thanks: {
      zh: `感谢您于 ${day} 为「${name.zh}」捐赠 ${points} 碳积分，由${giver.zh}执行。您的每一次低碳行动都算数。`,
      en: `Thank you for giving ${points} carbon points to "${name.en}" on ${day}; ${giver.en} puts them to work.`,
    },
  };
}

export class UseVoucherBody {
  @IsText({
    description:
      'The code as it was scanned or typed; letters of either case, with or without hyphens. 兑换码',
    max: 80,
    example: '7K3M-90QR-5T1V-XWYZ-2468',
  })
  code!: string;
}

export class FailVoucherBody {
  @IsText({
    description: 'Why it cannot be given; its owner reads it. 不能提供的原因',
    max: 200,
    example: '门店停业装修',
  })
  reason!: string;
}

/** What a merchant learns of a voucher: what it is, and that it is good. Nothing of who took it. */
export class MerchantVoucherBody {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;

  @ApiProperty({ description: 'Programme. 碳普惠项目', example: 'SZ' })
  programme!: string;

  @ApiProperty({ description: 'Code of the reward. 兑换项代码', example: 'COFFEE' })
  reward!: string;

  @ApiProperty({ enum: REWARD_KINDS, description: 'What it is. 类型', example: 'goods' })
  kind!: string;

  @ApiProperty({ description: 'Name. 名称', example: NAME })
  name!: Text;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Of a right to buy green power: kWh. 电量（千瓦时）',
    example: null,
  })
  kwh!: number | null;

  @ApiProperty({ enum: VOUCHER_STATES, description: 'How far it is. 状态', example: 'used' })
  state!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Over at. 失效时间',
    example: MOMENT,
  })
  endsAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Ended. 结束时间',
    example: null,
  })
  endedAt!: string | null;
}

export const merchantVoucherBody = (voucher: Voucher): Sent<MerchantVoucherBody> => ({
  ...{ id: voucher.id, programme: voucher.programme, reward: voucher.reward, kind: voucher.kind },
  ...{ name: voucher.name, kwh: voucher.kwh, state: voucher.state },
  ...{ endsAt: stamp(voucher.endsAt), endedAt: stamp(voucher.endedAt) },
});

export class UsedVoucherBody extends MerchantVoucherBody {
  @ApiProperty({ description: 'Number of the line under which it is settled. 结算明细编号', example: '42' })
  line!: string;
}
