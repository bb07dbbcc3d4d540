import { IsText, type Sent } from '@carbon/http';
import type { ChinaDate } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import type { Methodology } from '../../domain/methodologies/methodology';

export class MethodologyPath {
  @IsText({
    description: 'Code of the methodology. 方法学代码',
    example: 'CCER-01-002-V01',
    max: 60,
    pattern: /^[A-Za-z0-9][A-Za-z0-9.-]*$/,
  })
  code!: string;
}

export class MethodologyBody {
  @ApiProperty({ description: 'Code. 代码', example: 'CCER-01-002-V01' })
  code!: string;
  @ApiProperty({ description: 'Edition of the file. 文件版本', example: '2023.1' })
  version!: string;
  @ApiProperty({
    description: 'SHA-256 of its canonical JSON. 规范化 JSON 的 SHA-256',
    example: 'a'.repeat(64),
  })
  hash!: string;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '并网海上风力发电' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Grid-connected offshore wind power' })
  titleEn!: string;
  @ApiProperty({ description: 'First day in force. 生效日', example: '2023-10-24' })
  effectiveFrom!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Last day in force. 失效日', example: null })
  effectiveTo!: string | null;
  @ApiProperty({ description: 'In force today. 当前有效', example: true })
  inForce!: boolean;
  @ApiProperty({
    description: 'Whether formula and parameters are those of the official text. 是否依官方文本',
    example: true,
  })
  complete!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What is not known of it. 缺失内容',
    example: null,
  })
  missing!: string | null;
  @ApiProperty({
    description: 'What stands behind its units. 来源类型',
    enum: ['energy', 'reduction', 'stock'],
    example: 'energy',
  })
  sourceKind!: string;
  @ApiProperty({ type: [String], description: 'Rules. 规则', example: ['CCM-02'] })
  rules!: readonly string[];
  @ApiProperty({ description: 'Where it was read. 出处', example: 'CCER-01-002-V01 并网海上风力发电' })
  source!: string;
  @ApiProperty({ description: 'How well it is founded (F, E, S, M, X, D). 确定度', example: 'F' })
  certainty!: string;
}

const LIST = { type: 'array', items: { type: 'object' } } as const;

export class MethodologyDetailBody extends MethodologyBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Limits of the crediting period. 计入期',
    example: { maximumYears: 10, insideLifetime: true, certainty: 'F' },
  })
  crediting!: object;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Additionality. 额外性',
    example: { rule: 'waived', certainty: 'F' },
  })
  additionality!: object;
  @ApiProperty({
    ...LIST,
    description: 'Parameters, each with source and certainty. 参数',
    example: [{ name: 'efOm', unit: 'tCO2/MWh', certainty: 'F' }],
  })
  parameters!: readonly object[];
  @ApiProperty({
    ...LIST,
    description: 'What is monitored. 监测项',
    example: [{ name: 'exportMwh', unit: 'MWh', every: 'month' }],
  })
  monitored!: readonly object[];
  @ApiProperty({
    ...LIST,
    description: 'Facts that a project states. 适用条件所需事实',
    example: [{ name: 'distanceOffshore', unit: 'km' }],
  })
  facts!: readonly object[];
  @ApiProperty({
    ...LIST,
    description: 'Applicability checks. 适用条件',
    example: [{ name: 'deep-sea', expression: 'distance > 30' }],
  })
  checks!: readonly object[];
  @ApiProperty({
    ...LIST,
    description: 'The formula, step by step. 计算公式',
    example: [{ name: 'netMwh', expression: 'exportMwh - importMwh' }],
  })
  steps!: readonly object[];
}

export function methodologyBody(methodology: Methodology, today: ChinaDate): Sent<MethodologyBody> {
  const { code, version, hash, title, effectiveFrom, effectiveTo, complete, missing } = methodology;
  const { sourceKind, rules, source, certainty } = methodology;
  return {
    ...{ code, version, hash, titleZh: title.zh, titleEn: title.en },
    ...{ effectiveFrom, effectiveTo: effectiveTo ?? null },
    inForce: effectiveFrom <= today && (effectiveTo === undefined || today <= effectiveTo),
    ...{ complete, missing: missing === undefined ? null : `${missing.zh} ${missing.en}` },
    ...{ sourceKind, rules, source, certainty },
  };
}

export function methodologyDetailBody(
  methodology: Methodology,
  today: ChinaDate,
): Sent<MethodologyDetailBody> {
  const { crediting, additionality, parameters, monitored, facts, checks, steps } = methodology;
  return {
    ...methodologyBody(methodology, today),
    ...{ crediting, additionality, parameters, monitored, facts, checks, steps },
  };
}
