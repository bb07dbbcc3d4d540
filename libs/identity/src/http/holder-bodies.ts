import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  COUNTRY,
  type Holder,
  HOLDER_CODE,
  HOLDER_KINDS,
  type HolderKind,
  regulatorLevel,
  type RegulatorLevel,
} from '../domain/holder';
import { HOLDER_STATES, type HolderState } from '../domain/holder-state';
import { SOCIAL_CREDIT_CODE_LENGTH } from '../domain/social-credit-code';

/** A resident is a person: no office writes names of persons into the list of holders. */
const ENTERED_KINDS = HOLDER_KINDS.filter((kind) => kind !== 'resident');

export class CreateHolderBody {
  @IsText({
    description: 'Short public name, never changed. 持有人代码',
    example: 'HUANENG-YC',
    min: 2,
    max: 40,
    pattern: HOLDER_CODE,
  })
  code!: string;

  @IsText({ description: 'Chinese name. 中文名称', example: '盐城示范风电有限公司', max: 200 })
  nameZh!: string;

  @IsText({ description: 'English name. 英文名称', example: 'Yancheng Demo Wind Power Co., Ltd.', max: 200 })
  nameEn!: string;

  @IsOneOf(ENTERED_KINDS, { description: 'What the holder is. 持有人类型', example: 'generator' })
  kind!: HolderKind;

  @IsText({
    description: 'Province; a regulator of none is the national one. 省份（主管部门不填为国家级）',
    example: '江苏',
    max: 40,
    optional: true,
  })
  province?: string;

  @IsText({
    description: 'Country or region of registration, ISO 3166-1; CN when absent. 注册地',
    example: 'CN',
    max: 2,
    pattern: COUNTRY,
    optional: true,
  })
  country?: string;

  @IsText({
    description:
      'Unified social credit code (GB 32100-2015). Organisations registered in CN must give it; residents have none. ' +
      'Entries of the demonstration (`source` synthetic, or a document line) may leave it out. 统一社会信用代码',
    example: '91350100M000100Y43',
    max: SOCIAL_CREDIT_CODE_LENGTH,
    optional: true,
  })
  socialCreditCode?: string;

  @IsText({
    description: 'Where the entry comes from: `synthetic` for made-up ones, else its document. 数据来源',
    example: 'synthetic',
    max: 400,
  })
  source!: string;
}

export class HolderQuery extends PageQuery {
  @IsOneOf(HOLDER_KINDS, {
    description: 'Only holders of this kind. 按类型筛选',
    example: 'generator',
    optional: true,
  })
  kind?: HolderKind;
}

export class HolderPath {
  @IsText({
    description: 'Id or code. 编号或代码',
    example: 'HUANENG-YC',
    min: 2,
    max: 40,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  })
  holder!: string;
}

export class HolderBody {
  @IsId({ description: 'UUIDv7. 编号' })
  id!: string;

  @ApiProperty({ description: 'Short public name. 持有人代码', example: 'HUANENG-YC' })
  code!: string;

  @ApiProperty({ description: 'Chinese name. 中文名称', example: '盐城示范风电有限公司' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Yancheng Demo Wind Power Co., Ltd.' })
  nameEn!: string;

  @ApiProperty({ enum: HOLDER_KINDS, description: 'What the holder is. 持有人类型', example: 'generator' })
  kind!: HolderKind;

  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '江苏' })
  province!: string | null;

  @ApiProperty({ description: 'Country or region of registration. 注册地', example: 'CN' })
  country!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Unified social credit code. 统一社会信用代码',
    example: '91350100M000100Y43',
  })
  socialCreditCode!: string | null;

  @ApiProperty({
    enum: ['national', 'provincial'],
    type: String,
    nullable: true,
    description: 'Of a regulator; null for others. 主管部门级别',
    example: null,
  })
  level!: RegulatorLevel | null;

  @ApiProperty({
    enum: HOLDER_STATES,
    description: 'suspended: its people read and propose nothing; closed: they cannot sign in. 状态',
    example: 'active',
  })
  state!: HolderState;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the holder it was merged into. 合并后的承继方',
    example: null,
  })
  successorId!: string | null;

  @ApiProperty({ description: 'Where the entry comes from. 数据来源', example: 'synthetic' })
  source!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was entered. 登记时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  createdAt!: string;
}

export function holderBody(holder: Holder): Sent<HolderBody> {
  return { ...holder, level: regulatorLevel(holder), createdAt: chinaTimestamp(holder.createdAt) };
}
