import { IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { HOLDER_KINDS, type HolderKind } from '../domain/holder';
import { HOLDER_STATES, type HolderState } from '../domain/holder-state';
import type { PublicHolder } from '../persistence/read-public-holders';

export class PublicHolderQuery extends PageQuery {
  @IsText({
    description: 'The beginning of a code, or a part of a present or former name. 代码前缀或名称',
    example: '盐城',
    max: 100,
    optional: true,
  })
  search?: string;

  @IsOneOf(HOLDER_KINDS.filter((kind) => kind !== 'resident'), {
    description: 'Only holders of this kind. 按类型筛选',
    example: 'generator',
    optional: true,
  })
  kind?: HolderKind;
}

class FormerNameBody {
  @ApiProperty({ description: 'Chinese name. 中文名称', example: '盐城风电有限公司' })
  nameZh!: string;

  @ApiProperty({ description: 'English name. 英文名称', example: 'Yancheng Wind Power Co., Ltd.' })
  nameEn!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it ceased to be the name. 停用时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  until!: string;
}

export class PublicHolderBody {
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

  @ApiProperty({ enum: HOLDER_STATES, description: 'State. 状态', example: 'active' })
  state!: HolderState;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the holder it was merged into. 合并后的承继方',
    example: null,
  })
  successor!: string | null;

  @ApiProperty({ type: [FormerNameBody], description: 'Names it had before, latest first. 曾用名' })
  formerNames!: Sent<FormerNameBody>[];
}

export function publicHolderBody(holder: PublicHolder): Sent<PublicHolderBody> {
  const formerNames = holder.formerNames.map((each) => ({ ...each, until: chinaTimestamp(each.until) }));
  return { ...holder, formerNames };
}
