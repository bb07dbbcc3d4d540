import { IsChinaMonth, IsText, PageQuery, type Sent } from '@carbon/http';
import { type ChinaMonth, chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { METHOD_UNITS } from '../../domain/programmes/programme-rules';
import { InclusionPackBody, packBody } from '../../programmes/http/programme-bodies';
import { adviceOn } from '../domain/advice';
import { ACT_STATES, formulaOf } from '../domain/told-act';
import type { ActReceipt } from '../persistence/receipts';
import type { ActInProgramme } from '../use-cases/explain-acts';

export class ActPath {
  @IsText({
    description: 'Number of the act. 行为编号',
    example: '8193',
    max: 19,
    pattern: /^(0|[1-9]\d{0,17})$/,
  })
  number!: string;
}

export class MyActsQuery extends PageQuery {
  @IsChinaMonth({ description: 'Only of this China month. 月份', example: '2026-09', optional: true })
  month?: ChinaMonth;
}

export class WhyNotCountedBody {
  @ApiProperty({ description: 'Reason. 原因代码', example: 'overlap' })
  code!: string;
  @ApiProperty({ description: 'Rule. 依据规则', example: 'CNV-003' })
  rule!: string;
  @ApiProperty({ description: 'In words, Chinese. 原因', example: '与另一次已计出行时间重叠' })
  zh!: string;
  @ApiProperty({
    description: 'In words, English. 原因（英文）',
    example: 'overlaps in time with a trip that counts',
  })
  en!: string;
  @ApiProperty({
    description: 'What to do, Chinese. 怎么办',
    example: '如果与实际不符，请在期限内提出申诉并说明情况。',
  })
  adviceZh!: string;
  @ApiProperty({
    description: 'What to do, English. 怎么办（英文）',
    example: 'If that is not what happened, appeal within the time given and say what did.',
  })
  adviceEn!: string;
}

export class MyActBody {
  @ApiProperty({ description: 'Number. 行为编号', example: '8193' })
  number!: string;
  @ApiProperty({ description: 'Programme. 项目代码', example: 'SZ' })
  programme!: string;
  @ApiProperty({ description: 'Method. 方法代码', example: 'metro' })
  method!: string;
  @ApiProperty({
    description: 'What it was and what came of it, Chinese. 说明',
    example: '地铁 20 公里，减排 934 克，得 186 分',
  })
  textZh!: string;
  @ApiProperty({
    description: 'What it was and what came of it, English. 说明（英文）',
    example: 'Metro, 20 km: 934 g less CO2, 186 points',
  })
  textEn!: string;
  @ApiProperty({
    description: 'When it began, as it counts. 开始时间',
    example: '2026-09-03T08:10:00.000+08:00',
  })
  startedAt!: string;
  @ApiProperty({ description: 'How long it took, seconds. 时长（秒）', example: 1800 })
  durationS!: number;
  @ApiProperty({ description: 'As it was told. 上报数量', example: '20000' })
  amount!: string;
  @ApiProperty({
    description: 'What of it counts; null while it waits. 计入数量',
    type: String,
    nullable: true,
    example: '20000',
  })
  countedAmount!: string | null;
  @ApiProperty({ description: 'Unit of both. 计量单位', enum: METHOD_UNITS, example: 'm' })
  unit!: string;
  @ApiProperty({ description: 'Whether it counts. 状态', enum: ACT_STATES, example: 'counted' })
  state!: string;
  @ApiProperty({
    description: 'Reduced, grams; null while it waits. 减排（克）',
    type: String,
    nullable: true,
    example: '934',
  })
  reducedGrams!: string | null;
  @ApiProperty({
    description: 'Emitted, grams; null where nobody knows. 排放（克），未知为空',
    type: String,
    nullable: true,
    example: null,
  })
  emittedGrams!: string | null;
  @ApiProperty({
    description: 'Points; null while it waits. 积分',
    type: Number,
    nullable: true,
    example: 186,
  })
  points!: number | null;
  @ApiProperty({
    description: 'Factor it is reckoned with. 因子编号',
    type: String,
    nullable: true,
    example: 'SZ-METRO-2021',
  })
  factor!: string | null;
  @ApiProperty({
    description: 'Grams less for one unit. 因子（克/单位）',
    type: String,
    nullable: true,
    example: '0.0467',
  })
  factorGrams!: string | null;
  @ApiProperty({
    description: 'Why it does not count. 未计入原因',
    type: () => WhyNotCountedBody,
    nullable: true,
  })
  refusal!: Sent<WhyNotCountedBody> | null;
  @ApiProperty({
    description: 'Last China day of an appeal; null where there can be none. 申诉截止日',
    type: String,
    nullable: true,
    example: '2026-10-04',
  })
  appealUntil!: string | null;
  @ApiProperty({
    description: 'State of the appeal against it. 申诉状态',
    type: String,
    nullable: true,
    example: null,
  })
  appeal!: string | null;
  @ApiProperty({ description: 'Whether it was judged anew after a correction. 是否经更正', example: false })
  corrected!: boolean;
}

export function myActBody(explained: ActInProgramme): Sent<MyActBody> {
  const { act, state, method, factor, reason, words, programme, emittedUg, appealUntil } = explained;
  const { verdict } = act;
  const judged = verdict !== undefined;
  return {
    ...{
      number: act.number.toString(),
      programme: programme.code,
      method: method.code,
      unit: method.unit,
      state,
    },
    ...{ textZh: words.zh, textEn: words.en, amount: act.amount.toString() },
    startedAt: chinaTimestamp(verdict?.startedAt ?? act.startedAt),
    durationS: verdict?.durationS ?? act.durationS,
    countedAmount: verdict?.amount.toString() ?? null,
    reducedGrams: judged ? formatGrams(verdict.reducedUg) : null,
    emittedGrams: judged && emittedUg !== undefined ? formatGrams(emittedUg) : null,
    points: verdict?.points ?? null,
    factor: factor?.id ?? null,
    factorGrams: factor === undefined ? null : formatGrams(BigInt(factor.reducedUg)),
    refusal: reason === undefined ? null : refusalBody(reason),
    appealUntil: appealUntil ?? null,
    appeal: act.appeal ?? null,
    corrected: verdict?.corrected ?? false,
  };
}

function refusalBody({ code, rule, text }: NonNullable<ActInProgramme['reason']>): Sent<WhyNotCountedBody> {
  const advice = adviceOn(code);
  return { code, rule, zh: text.zh, en: text.en, adviceZh: advice.zh, adviceEn: advice.en };
}

export class ActReceiptBody {
  @ApiProperty({ description: 'Batch in which it was told. 批次', example: '1' })
  batch!: string;
  @ApiProperty({ description: 'Its place in the batch, from 0. 批内位置', example: 0 })
  place!: number;
  @ApiProperty({ description: 'When the batch came. 接收时间', example: '2026-09-03T09:00:00.000+08:00' })
  receivedAt!: string;
  @ApiProperty({
    description: 'Its leaf, hex: a commitment that tells nothing of it. 承诺叶',
    example: '9f86d081884c7d65',
  })
  leaf!: string;
  @ApiProperty({
    description: 'Root of the tree of its batch, hex, which the log keeps. 批次根',
    example: '9f86d081884c7d65',
  })
  root!: string;
}

export class MyActFactorBody {
  @ApiProperty({ description: 'Source. 来源', example: 'RULES 4.3 [43]' })
  source!: string;
  @ApiProperty({ description: 'Certainty. 确定性', example: 'E' })
  certainty!: string;
  @ApiProperty({ description: 'Rules. 依据规则', type: [String], example: ['PTS-001'] })
  rules!: string[];
}

export class MyActDetailBody extends MyActBody {
  @ApiProperty({
    description: 'How its grams and points come about, Chinese. 计算过程',
    type: String,
    nullable: true,
    example: '20000 m × 0.0467 g/m = 934 g；934 g ÷ 5 g = 186 分（向下取整）',
  })
  formulaZh!: string | null;
  @ApiProperty({
    description: 'How its grams and points come about, English. 计算过程（英文）',
    type: String,
    nullable: true,
    example: '20000 m × 0.0467 g/m = 934 g; 934 g ÷ 5 g = 186 points (rounded down)',
  })
  formulaEn!: string | null;
  @ApiProperty({
    description: 'Where the factor comes from. 因子出处',
    type: () => MyActFactorBody,
    nullable: true,
  })
  factorSource!: Sent<MyActFactorBody> | null;
  @ApiProperty({ description: 'Who told of it. 数据来源代码', example: 'METRO-APP' })
  partner!: string;
  @ApiProperty({ description: 'Its Chinese name. 来源中文名称', example: '示例地铁' })
  partnerNameZh!: string;
  @ApiProperty({ description: 'Its English name. 来源英文名称', example: 'A metro (invented)' })
  partnerNameEn!: string;
  @ApiProperty({
    description: 'When it was judged. 核算时间',
    type: String,
    nullable: true,
    example: '2026-09-04T01:00:00.000+08:00',
  })
  judgedAt!: string | null;
  @ApiProperty({ description: 'That it was taken in. 回执', type: () => ActReceiptBody, nullable: true })
  receipt!: Sent<ActReceiptBody> | null;
  @ApiProperty({ description: 'The rules. 规则包', type: () => InclusionPackBody })
  pack!: Sent<InclusionPackBody>;
}

export function myActDetailBody(
  explained: ActInProgramme,
  receipt: ActReceipt | undefined,
): Sent<MyActDetailBody> {
  const { act, factor, rules, method } = explained;
  const formula = formulaOf(explained);
  return {
    ...myActBody(explained),
    formulaZh: formula?.zh ?? null,
    formulaEn: formula?.en ?? null,
    factorSource:
      factor === undefined
        ? null
        : { source: factor.source, certainty: factor.certainty, rules: [...factor.rules] },
    ...{ partner: act.partner.code, partnerNameZh: act.partner.name.zh, partnerNameEn: act.partner.name.en },
    judgedAt: act.verdict === undefined ? null : chinaTimestamp(act.verdict.judgedAt),
    receipt: receipt === undefined ? null : receiptBody(receipt),
    pack: packBody(rules.referenceOf(factor === undefined ? [method] : [method, factor])),
  };
}

const receiptBody = ({ batch, place, receivedAt, leaf, root }: ActReceipt): Sent<ActReceiptBody> => ({
  ...{ batch: batch.toString(), place, receivedAt: chinaTimestamp(receivedAt) },
  ...{ leaf: leaf.toString('hex'), root: root.toString('hex') },
});
