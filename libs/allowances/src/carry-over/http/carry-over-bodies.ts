import { IsText, IsWholeNumberString, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { IsHolderName, IsMarket } from '../../holdings/index';
import type { CarryOverScheme } from '../domain/figures';
import { type CarryOverLimit, explainLimit } from '../domain/limit';
import type { CarryOverPlan } from '../domain/plan';
import type { KeptLimit } from '../persistence/limits';

const MOMENT = '2026-03-02T10:00:00.000+08:00';

export class CarryOverPath {
  @IsMarket()
  market!: string;
}

export class CarryOverQuery {
  @IsHolderName({ description: 'Whose limit; your own when absent. 单位', optional: true })
  holder?: string;
  @IsWholeNumberString({
    description: 'What a further sale of so many tonnes would come to (CAR-008). 拟追加卖出量',
    example: '4000',
    optional: true,
  })
  extraSaleT?: string;
}

export class CarryOverTextBody {
  @IsText({ description: 'In Chinese. 中文', example: '净卖出量', max: 200 })
  zh!: string;
  @IsText({ description: 'In English. 英文', example: 'Net sold', max: 200 })
  en!: string;
}

export class CarryOverPackBody {
  @ApiProperty({ description: 'Pack. 规则包', example: 'compliance-cn' })
  id!: string;
  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;
  @ApiProperty({ description: 'Certainty of its worst founded figure. 确定性', example: 'F' })
  certainty!: string;
}

export class CarryOverStepBody {
  @ApiProperty({ description: 'Rule. 规则', example: 'CAR-001' })
  rule!: string;
  @ApiProperty({
    type: CarryOverTextBody,
    description: 'What it is. 项目',
    example: { zh: '净卖出量', en: 'Net sold' },
  })
  label!: Sent<CarryOverTextBody>;
  @ApiProperty({ description: 'The calculation with its numbers. 计算', example: 'max(0, 50000 − 30001)' })
  calculation!: string;
  @ApiProperty({ description: 'Whole tonnes. 结果（吨）', example: '19999' })
  value!: string;
}

export class CarryOverPlanBody {
  @ApiProperty({ description: 'Sold further, as far as it is available. 追加卖出量', example: '4000' })
  extraSaleT!: string;
  @ApiProperty({ description: 'The limit then. 届时上限', example: '45998' })
  limitT!: string;
  @ApiProperty({ description: 'What could not be carried over then. 届时无法结转量', example: '150002' })
  leftT!: string;
}

/** A limit explained to whose it is. */
export class CarryOverBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({
    description: 'Holder. 单位编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holderId!: string;
  @ApiProperty({
    description: 'Vintages that can be carried over. 可结转品种',
    type: [String],
    example: ['CEA24'],
  })
  vintages!: readonly string[];
  @ApiProperty({ description: 'What they become. 结转为', example: 'CEA25' })
  into!: string;
  @ApiProperty({ description: 'When the position counts. 持仓时点', format: 'date-time', example: MOMENT })
  positionAt!: string;
  @ApiProperty({ type: [CarryOverStepBody], description: 'How the limit comes about. 计算步骤' })
  steps!: readonly Sent<CarryOverStepBody>[];
  @ApiProperty({ description: 'The limit, whole tonnes. 结转上限', example: '39998' })
  limitT!: string;
  @ApiProperty({ description: 'Applied for already. 已申请', example: '15000' })
  appliedT!: string;
  @ApiProperty({ description: 'Left to apply for. 尚可申请', example: '24998' })
  leftT!: string;
  @ApiProperty({
    description: 'Of the position, what counts for nothing: pledged, locked, behind orders. 不计入持仓',
    example: '0',
  })
  otherT!: string;
  @ApiProperty({ description: 'In pending applications; it does not count. 办理中', example: '0' })
  pendingT!: string;
  @ApiProperty({
    description: 'Obligation years whose deadline was missed (CAR-005). 未按时履约年度',
    type: [Number],
    example: [],
  })
  missedYears!: readonly number[];
  @ApiProperty({ description: 'Whether it may apply at all (CAR-005). 可否申请', example: true })
  mayApply!: boolean;
  @ApiProperty({
    description: 'Smallest further sale with which all could be carried over (CAR-008). 最小追加卖出量',
    example: '64001',
  })
  extraSaleForAllT!: string;
  @ApiProperty({
    type: CarryOverPlanBody,
    nullable: true,
    description: 'What the further sale asked for would come to. 试算',
  })
  plan!: Sent<CarryOverPlanBody> | null;
  @ApiProperty({ description: 'Rules that decided. 规则', type: [String], example: ['CAR-001'] })
  rules!: readonly string[];
  @ApiProperty({ type: CarryOverPackBody, description: 'The pack it is by. 规则包' })
  pack!: Sent<CarryOverPackBody>;
}

export function carryOverBody(
  market: string,
  scheme: CarryOverScheme,
  limit: CarryOverLimit,
  more: { readonly positionAt: Date; readonly appliedT: bigint; readonly plan: CarryOverPlan | undefined },
): Sent<CarryOverBody> {
  const { judgement, stock, missedYears, holderId } = limit;
  const { limitT, extraSaleForAllT, rules, pack } = judgement;
  const { appliedT, plan, positionAt } = more;
  return {
    ...{ market, holderId, missedYears, rules, into: scheme.into, vintages: scheme.sources },
    positionAt: chinaTimestamp(positionAt),
    steps: explainLimit(scheme, limit),
    limitT: limitT.toString(),
    appliedT: appliedT.toString(),
    leftT: (limitT > appliedT ? limitT - appliedT : 0n).toString(),
    otherT: stock.otherT.toString(),
    pendingT: stock.pendingT.toString(),
    mayApply: missedYears.length === 0,
    extraSaleForAllT: extraSaleForAllT.toString(),
    plan:
      plan === undefined
        ? null
        : {
            extraSaleT: plan.extraSaleT.toString(),
            limitT: plan.limitT.toString(),
            leftT: plan.leftT.toString(),
          },
    pack: { id: pack.id, version: pack.version, certainty: pack.certainty },
  };
}

/** A limit that was kept. */
export class KeptCarryOverLimitBody {
  @ApiProperty({
    description: 'Id of this version. 编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({ description: 'Holder, by its code. 单位代码', example: 'HUANENG-YC' })
  holder!: string;
  @ApiProperty({
    type: CarryOverTextBody,
    description: 'Its name. 单位名称',
    example: { zh: '示例电厂', en: 'Example Power' },
  })
  name!: Sent<CarryOverTextBody>;
  @ApiProperty({ description: 'Version. 版本', example: 1 })
  version!: number;
  @ApiProperty({
    description: 'The figures it came from, whole tonnes. 计算依据',
    type: 'object',
    additionalProperties: true,
    example: { stock: { registryT: '200000' } },
  })
  facts!: object;
  @ApiProperty({
    description: 'What was calculated, whole tonnes. 计算结果',
    type: 'object',
    additionalProperties: true,
    example: { limitT: '39998' },
  })
  judgement!: object;
  @ApiProperty({ description: 'The limit. 上限', example: '39998' })
  limitT!: string;
  @ApiProperty({ description: 'Applied for. 已申请', example: '15000' })
  appliedT!: string;
  @ApiProperty({ description: 'When the position counts. 持仓时点', format: 'date-time', example: MOMENT })
  positionAt!: string;
  @ApiProperty({
    description: 'Pack, version and hash. 规则包',
    type: 'object',
    additionalProperties: true,
    example: { id: 'compliance-cn', version: '2026.1', hash: '9f86…' },
  })
  pack!: object;
  @ApiProperty({ description: 'When it was calculated. 计算时间', format: 'date-time', example: MOMENT })
  computedAt!: string;
}

export function keptLimitBody(one: KeptLimit): Sent<KeptCarryOverLimitBody> {
  const { id, version, facts, judgement, pack } = one;
  return {
    ...{ id, version, facts, judgement, pack, holder: one.holderCode },
    name: { zh: one.nameZh, en: one.nameEn },
    limitT: one.limitT.toString(),
    appliedT: one.appliedT.toString(),
    positionAt: chinaTimestamp(one.positionAt),
    computedAt: chinaTimestamp(one.computedAt),
  };
}
