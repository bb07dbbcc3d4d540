import { IsOneOf, IsText } from '@carbon/http';
import { PROGRAMME_KINDS, type ProgrammeKind } from '../programme';
import { IsProgrammeCode } from './fields';

export class InclusionProgrammePayload {
  @IsProgrammeCode()
  code!: string;

  @IsOneOf(PROGRAMME_KINDS, { description: 'For a city, a park or staff. 项目类型', example: 'city' })
  kind!: ProgrammeKind;

  @IsText({ description: 'Chinese name. 中文名称', example: '示例低碳出行', max: 120 })
  nameZh!: string;

  @IsText({ description: 'English name. 英文名称', example: 'Low-carbon trips (invented)', max: 120 })
  nameEn!: string;

  @IsText({
    description: 'Who runs it: id or code of a holder. 运营主体',
    example: 'SZ-OPERATOR',
    min: 2,
    max: 40,
  })
  operator!: string;

  @IsText({
    description: 'Family of its rule packs. 规则包族',
    example: 'inclusion-shenzhen',
    max: 40,
    pattern: /^inclusion-[a-z]{2,29}$/,
  })
  pack!: string;

  @IsText({
    description: 'Scheme in which pooled reductions may become credits; absent for none. 减排量登记机制',
    example: 'PHER-SZ',
    max: 13,
    pattern: /^PHER-[A-Z]{2,8}$/,
    optional: true,
  })
  creditScheme?: string;

  @IsText({
    description: 'Where the entry comes from; synthetic ones say so. 数据来源',
    example: 'synthetic',
    max: 300,
  })
  source!: string;
}

export class ProgrammeClosingPayload {
  @IsProgrammeCode()
  code!: string;

  @IsText({ description: 'Why it ends, for everybody to read. 关闭原因', example: '试点期满', max: 300 })
  reason!: string;
}
