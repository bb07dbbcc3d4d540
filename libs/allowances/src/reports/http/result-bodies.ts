import type { Sent } from '@carbon/http';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { GASES } from '../../domain/index';

export class UsedFigureBody {
  @ApiProperty({ description: 'Name. 名称', example: 'carbon' })
  name!: string;
  @ApiProperty({ description: 'Value. 数值', example: '30.85' })
  value!: string;
  @ApiProperty({ description: 'Unit. 单位', example: 'tC/TJ' })
  unit!: string;
  @ApiPropertyOptional({
    description: 'Id in the factor library, for figures that are not the enterprise’s own. 因子编号',
    example: 'carbon.coal',
  })
  factor?: string;
  @ApiPropertyOptional({ description: 'How sure the library is. 确定度', example: 'M+' })
  certainty?: string;
}

export class EmissionStepBody {
  @ApiProperty({ description: 'Unit or line. 机组或工序', example: '1' })
  part!: string;
  @ApiProperty({ description: 'Stream. 排放源类别', example: 'fuel' })
  stream!: string;
  @ApiProperty({ description: 'Material. 燃料或物料', example: 'coal' })
  material!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Month. 月份', example: '2025-03' })
  month!: string | null;
  @ApiProperty({ description: 'Gas. 气体', enum: GASES, example: 'CO2' })
  gas!: string;
  @ApiProperty({ description: 'Formula. 公式', example: 'FC × NCV × CC × OF × 44/12' })
  formula!: string;
  @ApiProperty({
    type: [UsedFigureBody],
    description: 'What it was calculated from. 输入',
    example: [{ name: 'amount', value: '98000', unit: 't' }],
  })
  inputs!: readonly Sent<UsedFigureBody>[];
  @ApiProperty({ description: 'tCO2e, decimal. 排放量', example: '189486' })
  emissionsT!: string;
}

export class EmissionPartBody {
  @ApiProperty({ description: 'Unit or line. 机组或工序', example: '1' })
  id!: string;
  @ApiProperty({ description: 'tCO2e as calculated. 计算值', example: '189486.25' })
  exactT!: string;
  @ApiProperty({ description: 'Purchased electricity, shown apart (ALC-014). 外购电力排放', example: '0' })
  electricityT!: string;
  @ApiProperty({ description: 'Whole tonnes. 取整', example: '189486' })
  wholeT!: string;
}

export class EmissionPackBody {
  @ApiProperty({ description: 'Pack. 规则包', example: 'emission-factors-cn' })
  id!: string;
  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;
  @ApiProperty({ description: 'SHA-256 of its content. 哈希', example: 'a'.repeat(64) })
  hash!: string;
  @ApiProperty({ description: 'Of the worst founded figure used. 确定度', example: 'M+' })
  certainty!: string;
}

export class EmissionResultBody {
  @ApiProperty({ description: 'Sector. 行业', example: 'power' })
  sector!: string;
  @ApiProperty({ description: 'Data year. 数据年度', example: 2025 })
  year!: number;
  @ApiProperty({ description: 'Method. 方法', enum: ['factor', 'mass-balance'], example: 'factor' })
  method!: string;
  @ApiProperty({
    type: [EmissionPartBody],
    description: 'By unit or line. 分机组或工序',
    example: [{ id: '1', exactT: '189486', electricityT: '0', wholeT: '189486' }],
  })
  parts!: readonly Sent<EmissionPartBody>[];
  @ApiProperty({ description: 'Direct emissions, exact. 直接排放', example: '189486' })
  directT!: string;
  @ApiProperty({ description: 'Purchased electricity, exact. 外购电力', example: '0' })
  electricityT!: string;
  @ApiProperty({ description: 'Whether it counts in this year (ALC-014). 是否计入', example: false })
  electricityCounts!: boolean;
  @ApiProperty({ description: 'What counts, exact. 合计', example: '189486' })
  exactT!: string;
  @ApiProperty({ description: 'What counts, whole tonnes. 合计取整', example: '189486' })
  totalT!: string;
  @ApiProperty({
    description: 'Direct emissions by gas, tCO2e. 分气体',
    example: { CO2: '189486', CF4: '0', C2F6: '0' },
  })
  byGas!: Readonly<Record<string, string>>;
  @ApiProperty({ type: [EmissionStepBody], description: 'Every step. 计算步骤', example: [] })
  steps!: readonly Sent<EmissionStepBody>[];
  @ApiProperty({ type: [String], description: 'Rules used. 所用规则', example: ['ALC-014', 'ALC-026'] })
  rules!: readonly string[];
  @ApiProperty({
    type: EmissionPackBody,
    description: 'The factor library. 因子库',
    example: { id: 'emission-factors-cn', version: '2026.1', hash: 'a'.repeat(64), certainty: 'M+' },
  })
  pack!: Sent<EmissionPackBody>;
}
