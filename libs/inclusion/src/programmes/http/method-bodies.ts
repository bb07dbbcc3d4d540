import type { Sent } from '@carbon/http';
import { type ChinaDate, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { factorOn, type Method, type MethodFactor, type ProgrammeRules } from '../../domain/index';
import { EVIDENCE_CLASSES, METHOD_UNITS } from '../../domain/programmes/programme-rules';
import { InclusionPackBody, packBody } from './programme-bodies';

export class MethodFactorBody {
  @ApiProperty({ description: 'Names this value for ever. 因子编号', example: 'SZ-METRO-2021' })
  id!: string;
  @ApiProperty({ description: 'Grams CO2 less for one unit. 每单位减排量（克）', example: '0.0467' })
  reducedGrams!: string;
  @ApiProperty({
    description: 'Grams CO2 emitted for one unit; null where nobody knows. 每单位排放量（克），未知为空',
    type: String,
    nullable: true,
    example: null,
  })
  emittedGrams!: string | null;
  @ApiProperty({ description: 'First day. 生效日', example: '2021-12-01' })
  from!: string;
  @ApiProperty({
    description: 'Last day; null while open. 失效日',
    type: String,
    nullable: true,
    example: null,
  })
  to!: string | null;
  @ApiProperty({ description: 'Whether it counts on the day asked for. 当日是否采用', example: true })
  counts!: boolean;
  @ApiProperty({ description: 'Rules it rests on. 依据规则', type: [String], example: ['PTS-001'] })
  rules!: string[];
  @ApiProperty({ description: 'Source. 来源', example: 'RULES 4.3 [43]' })
  source!: string;
  @ApiProperty({ description: 'Certainty. 确定性', example: 'E' })
  certainty!: string;
  @ApiProperty({
    description: 'Values of other sources it conflicts with: kept, never mixed. 与之冲突的取值',
    type: [String],
    example: ['SZ-METRO-2022-CASES'],
  })
  conflictsWith!: string[];
}

export class MethodBody {
  @ApiProperty({ description: 'Code. 方法代码', example: 'metro' })
  code!: string;
  @ApiProperty({ description: 'What is done. 行为', example: 'metro' })
  mode!: string;
  @ApiProperty({ description: 'Chinese title. 中文名称', example: '地铁' })
  titleZh!: string;
  @ApiProperty({ description: 'English title. 英文名称', example: 'Metro' })
  titleEn!: string;
  @ApiProperty({ description: 'Why it lowers emissions, Chinese. 为何减排', example: '比开车每公里少排放' })
  whyZh!: string;
  @ApiProperty({
    description: 'Why it lowers emissions, English. 为何减排（英文）',
    example: 'each kilometre emits less than by car',
  })
  whyEn!: string;
  @ApiProperty({ description: 'Unit in which acts are told. 计量单位', enum: METHOD_UNITS, example: 'm' })
  unit!: string;
  @ApiProperty({
    description: 'How an act is known. 证据类别',
    enum: EVIDENCE_CLASSES,
    example: 'ride-record',
  })
  evidence!: string;
  @ApiProperty({ description: 'Trip, reading or counted. 类别', example: 'trip' })
  kind!: string;
  @ApiProperty({
    description: 'Most of a China day. 每日上限',
    type: Number,
    nullable: true,
    example: 150000,
  })
  dailyCap!: number | null;
  @ApiProperty({
    description: 'Most of a China month. 每月上限',
    type: Number,
    nullable: true,
    example: 2500000,
  })
  monthlyCap!: number | null;
  @ApiProperty({ description: 'Least of one act. 单次下限', example: 100 })
  least!: number;
  @ApiProperty({ description: 'Most of one act. 单次上限', example: 100000 })
  most!: number;
  @ApiProperty({
    description: 'Fastest, metres an hour. 最高速度（米/时）',
    type: Number,
    nullable: true,
    example: 120000,
  })
  mostMetresPerHour!: number | null;
  @ApiProperty({ description: 'Whether its reductions may be pooled to credits. 可否归集', example: true })
  poolable!: boolean;
  @ApiProperty({ description: 'Whether it earns points. 是否计分', example: true })
  earnsPoints!: boolean;
  @ApiProperty({
    description: 'Values that count, by day. 采用的因子',
    type: () => MethodFactorBody,
    isArray: true,
  })
  factors!: MethodFactorBody[];
  @ApiProperty({
    description: 'Values of other sources in conflict, for comparison only. 其他来源的冲突取值',
    type: () => MethodFactorBody,
    isArray: true,
  })
  rivals!: MethodFactorBody[];
  @ApiProperty({
    description: 'Rules of its caps and limits. 上限依据',
    type: [String],
    example: ['PTS-006'],
  })
  rules!: string[];
  @ApiProperty({ description: 'Source of its caps and limits. 上限来源', example: 'own design' })
  source!: string;
  @ApiProperty({ description: 'Certainty of its caps and limits. 上限确定性', example: 'X' })
  certainty!: string;
  @ApiProperty({ description: 'The rules it stands in. 规则包', type: () => InclusionPackBody })
  pack!: InclusionPackBody;
}

export function methodBody(rules: ProgrammeRules, method: Method, day: ChinaDate): Sent<MethodBody> {
  const { code, mode, title, why, unit, evidence, kind, dailyCap, monthlyCap, least, most } = method;
  const counting = factorOn(method, day)?.id;
  const toBody = (factor: MethodFactor) => factorBody(factor, factor.id === counting);
  return {
    ...{ code, mode, unit, evidence, kind, dailyCap, monthlyCap, least, most },
    ...{ titleZh: title.zh, titleEn: title.en, whyZh: why.zh, whyEn: why.en },
    mostMetresPerHour: method.mostMetresPerHour,
    poolable: method.poolable,
    earnsPoints: method.earnsPoints,
    factors: method.factors.map(toBody),
    rivals: method.rivals.map(toBody),
    rules: [...method.rules],
    source: method.source,
    certainty: method.certainty,
    pack: packBody(rules.referenceOf([method, ...method.factors])),
  };
}

function factorBody(factor: MethodFactor, counts: boolean): Sent<MethodFactorBody> {
  const { id, from, to, source, certainty, emittedUg } = factor;
  return {
    ...{ id, from, counts, source, certainty },
    to: to ?? null,
    reducedGrams: formatGrams(BigInt(factor.reducedUg)),
    emittedGrams: emittedUg === undefined ? null : formatGrams(BigInt(emittedUg)),
    rules: [...factor.rules],
    conflictsWith: [...factor.conflictsWith],
  };
}
