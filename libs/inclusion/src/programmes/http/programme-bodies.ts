import { IsChinaDate, PageQuery, type Sent } from '@carbon/http';
import { type ChinaDate, chinaTimestamp } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import type { PublicProgramme } from '../persistence/list-programmes';
import { PROGRAMME_KINDS } from '../programme';

/** The rules an answer rests on. */
export class InclusionPackBody {
  @ApiProperty({ description: 'Rule pack. 规则包', example: 'inclusion-shenzhen' })
  id!: string;
  @ApiProperty({ description: 'Its version. 版本', example: '2026.1' })
  version!: string;
  @ApiProperty({ description: 'Certainty of the worst founded figure. 确定性', example: 'E' })
  certainty!: string;
}

export const packBody = ({ id, version, certainty }: PackReference): Sent<InclusionPackBody> => ({
  ...{ id, version, certainty },
});

export class ProgrammeBody {
  @ApiProperty({ description: 'Code. 项目代码', example: 'SZ' })
  code!: string;
  @ApiProperty({
    description: 'For a city, a park or staff. 项目类型',
    enum: PROGRAMME_KINDS,
    example: 'city',
  })
  kind!: string;
  @ApiProperty({ description: 'Chinese name. 中文名称', example: '示例低碳出行' })
  nameZh!: string;
  @ApiProperty({ description: 'English name. 英文名称', example: 'Low-carbon trips (invented)' })
  nameEn!: string;
  @ApiProperty({ description: 'Who runs it. 运营主体代码', example: 'SZ-OPERATOR' })
  operator!: string;
  @ApiProperty({ description: 'Its Chinese name. 运营主体中文名称', example: '示例运营机构' })
  operatorNameZh!: string;
  @ApiProperty({ description: 'Its English name. 运营主体英文名称', example: 'Operator (invented)' })
  operatorNameEn!: string;
  @ApiProperty({ description: 'Family of its rule packs. 规则包族', example: 'inclusion-shenzhen' })
  rules!: string;
  @ApiProperty({ description: 'Its points on the ledger. 积分品种', example: 'POINTS-SZ' })
  pointsInstrument!: string;
  @ApiProperty({
    description: 'Scheme in which pooled reductions may become credits; null for none. 减排量登记机制',
    type: String,
    nullable: true,
    example: 'PHER-SZ',
  })
  creditScheme!: string | null;
  @ApiProperty({ description: 'Where the entry comes from. 数据来源', example: 'synthetic' })
  source!: string;
  @ApiProperty({ description: 'Opened. 开立时间', example: '2026-03-02T10:00:00.000+08:00' })
  openedAt!: string;
  @ApiProperty({
    description: 'Closed; null while it runs. 关闭时间',
    type: String,
    nullable: true,
    example: null,
  })
  closedAt!: string | null;
}

export function programmeBody(programme: PublicProgramme): Sent<ProgrammeBody> {
  const { code, kind, name, operator, pack, pointsInstrument, creditScheme, source } = programme;
  return {
    ...{ code, kind, nameZh: name.zh, nameEn: name.en, rules: pack, pointsInstrument, creditScheme, source },
    operator: operator.code,
    operatorNameZh: operator.nameZh,
    operatorNameEn: operator.nameEn,
    openedAt: chinaTimestamp(programme.openedAt),
    closedAt: programme.closedAt === null ? null : chinaTimestamp(programme.closedAt),
  };
}

export class ProgrammeMethodsQuery extends PageQuery {
  @IsChinaDate({ description: 'Rules of this day; of today when absent. 规则日期', optional: true })
  day?: ChinaDate;
}
