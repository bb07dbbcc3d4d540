import { IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { IsInstrumentCode } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { OVERLAPS } from '../domain/overlap';
import type { ClaimPlace, ToldClaim } from '../use-cases/find-overlaps';
import { IsAssetNumber } from './fields';

/** Exactly one of the three. */
export class OverlapQuery extends PageQuery {
  @IsAssetNumber({ description: 'Of this asset. 按资产', optional: true })
  asset?: string;

  @IsText({
    description: 'Of the asset of this plant: 17-digit file code. 按电站建档编码',
    example: '12326030263000018',
    max: 40,
    pattern: /^[A-Z0-9-]+$/,
    optional: true,
  })
  plant?: string;

  @IsInstrumentCode({
    description: 'Of what this instrument stands for. 按品种',
    example: 'GEC-12326030263000018-202605',
    optional: true,
  })
  instrument?: string;
}

export class ClaimSourceBody {
  @ApiProperty({ description: 'Source key. 来源键', example: 'energy:12326030263000018:2026-05' })
  key!: string;
  @ApiProperty({ description: 'From, included: Wh, days, kg or serials. 起', example: '0' })
  from!: string;
  @ApiProperty({ description: 'To, not included. 止', example: '12345000000' })
  to!: string;
}

export class ClaimSerialsBody {
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '12345' })
  last!: string;
}

export class ClaimPlaceBody {
  @ApiProperty({
    description: 'Part of an account, or the state units ended in. 所处状态',
    example: 'available',
  })
  state!: string;
  @ApiProperty({ description: 'Units. 数量', example: '12345' })
  quantity!: string;
  @ApiProperty({
    type: () => ClaimSerialsBody,
    nullable: true,
    description: 'Serials, of what may be seen. 编号',
    example: { first: '1', last: '12345' },
  })
  serials!: Sent<ClaimSerialsBody> | null;
  @ApiProperty({ description: 'Left the account they were issued to. 是否已交易', example: false })
  traded!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Own account. 账户',
    example: 'CL-100-1024-0-27',
  })
  account!: string | null;
  @ApiProperty({
    description: 'Whose: own, another holder’s, or nobody’s any more. 归属',
    enum: ['own', 'another-holder', 'none'],
    example: 'own',
  })
  holder!: string;
}

export class SourceClaimBody {
  @ApiProperty({
    description: 'What claims the source. 占用类别',
    enum: ['issuance', 'reservation'],
    example: 'issuance',
  })
  kind!: string;
  @ApiProperty({
    description: 'False where it is another’s, told without names. 是否可见详情',
    example: true,
  })
  visible!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Asset. 资产编号', example: 'AS-000123' })
  asset!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Project that reserved. 占用项目',
    example: 'CCER-01-000001',
  })
  project!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Scheme. 机制', example: 'CN-GEC' })
  scheme!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Instrument. 品种',
    example: 'GEC-12326030263000018-202605',
  })
  instrument!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Journal row of the issuance. 签发流水',
    example: '1024',
  })
  issuance!: string | null;
  @ApiProperty({
    type: () => ClaimSourceBody,
    nullable: true,
    description: 'Piece of the source. 来源区间',
    example: { key: 'energy:12326030263000018:2026-05', from: '0', to: '12345000000' },
  })
  source!: Sent<ClaimSourceBody> | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'First day it is for. 起始日',
    example: '2026-05-01',
  })
  fromDay!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day after the last it is for. 截止日（不含）',
    example: '2026-06-01',
  })
  untilDay!: string | null;
  @ApiProperty({
    description: 'When it was issued or reserved. 形成时间',
    format: 'date-time',
    example: '2026-06-12T10:00:00.000+08:00',
  })
  madeAt!: string;
  @ApiProperty({ description: 'Given back, or ended; kept as history. 是否已释放', example: false })
  over!: boolean;
  @ApiProperty({
    description: 'How it meets other claims. 重叠类别',
    isArray: true,
    enum: [...OVERLAPS],
    example: ['reserved'],
  })
  overlaps!: string[];
  @ApiProperty({
    description: 'Where its units are; none of what is over. 单位去向',
    type: () => [ClaimPlaceBody],
    example: [
      {
        state: 'locked',
        quantity: '12345',
        serials: { first: '1', last: '12345' },
        traded: false,
        account: 'CL-100-1024-0-27',
        holder: 'own',
      },
    ],
  })
  places!: Sent<ClaimPlaceBody>[];
}

export function sourceClaimBody(claim: ToldClaim): Sent<SourceClaimBody> {
  return {
    ...claim,
    madeAt: chinaTimestamp(claim.madeAt),
    overlaps: [...claim.overlaps],
    places: claim.places.map(placeBody),
  };
}

function placeBody({ quantity, serials, ...place }: ClaimPlace): Sent<ClaimPlaceBody> {
  return {
    ...place,
    quantity: quantity.toString(),
    serials: serials === null ? null : { first: serials.first.toString(), last: serials.last.toString() },
  };
}
