import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Holder, HOLDER_CODE, HOLDER_KINDS, type HolderKind } from '../domain/holder';

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

  @IsOneOf(HOLDER_KINDS, { description: 'What the holder is. 持有人类型', example: 'generator' })
  kind!: HolderKind;

  @IsText({ description: 'Province. 省份', example: '江苏', max: 40, optional: true })
  province?: string;

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
  const { id, code, nameZh, nameEn, kind, province, source, createdAt } = holder;
  return { id, code, nameZh, nameEn, kind, province, source, createdAt: chinaTimestamp(createdAt) };
}
