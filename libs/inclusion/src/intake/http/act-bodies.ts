import { IsCount, IsListOf, IsOneOf, IsPart, IsText, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { actNumber, actReason, COUNTED, TOLD_BEFORE } from '../../domain/index';
import { PARTNER_CODE } from '../../partners/partner';
import { MOST_ACTS } from '../domain/told-act';
import type { LandedBatch } from '../use-cases/land-acts';

export class ActPartnerPath {
  @IsText({
    description: 'Code of the data partner. 数据伙伴代码',
    max: 40,
    pattern: PARTNER_CODE,
    example: 'P1',
  })
  code!: string;
}

export class ActPlaceBody {
  @ApiProperty({ description: 'Degrees north. 纬度', example: 22.5431 })
  latitude!: number;

  @ApiProperty({ description: 'Degrees east. 经度', example: 114.0579 })
  longitude!: number;
}

/** As partners send it. It is looked at by `isToldAct`, act by act, and never by the validation of whole bodies. */
export class ToldActBody {
  @ApiProperty({
    description: 'The partner’s own id of the event, 1 to 64 characters. 事件号',
    example: 'EV000001',
  })
  eventId!: string;

  @ApiProperty({ description: 'What the partner calls its user; pseudonymous. 用户引用号', example: 'R0217' })
  resident!: string;

  @ApiProperty({ description: 'Code of the method. 行为类别', example: 'metro' })
  method!: string;

  @ApiProperty({
    description: 'When it began, with its offset. 开始时刻',
    example: '2026-09-15T10:19:00+08:00',
  })
  startedAt!: string;

  @ApiProperty({ description: 'Seconds it took; 0 where it has no length. 持续秒数', example: 2220 })
  durationS!: number;

  @ApiProperty({ description: 'Whole base units of the method: m, Wh, g, L, pieces. 数量', example: 8635 })
  amount!: number;

  @ApiProperty({
    description: 'Where it began; only with separate consent, and kept until it is judged. 起点',
    required: false,
    type: ActPlaceBody,
  })
  from?: ActPlaceBody;

  @ApiProperty({ description: 'Where it ended. 终点', required: false, type: ActPlaceBody })
  to?: ActPlaceBody;
}

export class ActBatchBody {
  @ApiProperty({ description: `1 to ${MOST_ACTS} acts. 行为记录`, type: ToldActBody, isArray: true })
  acts!: ToldActBody[];
}

export class ActRefusalBody {
  @IsText({ description: 'Reason. 原因代码', max: 40, example: 'no-consent' })
  code!: string;

  @IsText({ description: 'The rule it rests on. 规则编号', max: 20, example: 'PII-001' })
  rule!: string;

  @IsText({ description: 'In Chinese. 中文说明', max: 200, example: '没有该用户的有效同意' })
  zh!: string;

  @IsText({
    description: 'In English. 英文说明',
    max: 200,
    example: 'is of nobody who consented to this partner',
  })
  en!: string;
}

export class ActAnswerBody {
  @IsText({
    description: 'The partner’s event id; absent where none could be read. 事件号',
    max: 64,
    optional: true,
    example: 'EV000001',
  })
  eventId?: string;

  @IsOneOf(['accepted', 'told-before', 'refused'], { description: 'What came of it. 处理结果' })
  state!: 'accepted' | 'told-before' | 'refused';

  @IsText({
    description: 'Number of the act, for later: its first one where it was told before. 回执编号',
    max: 19,
    optional: true,
    example: '8192',
  })
  receipt?: string;

  @IsPart(() => ActRefusalBody, { description: 'Why it was refused. 拒收原因', optional: true })
  refusal?: ActRefusalBody;
}

export class ActBatchAnswerBody {
  @IsText({ description: 'Number of the batch. 批次编号', max: 19, example: '42' })
  batch!: string;

  @IsCount({ description: 'Acts accepted. 接收条数', min: 0, max: MOST_ACTS, example: 4998 })
  accepted!: number;

  @IsCount({
    description: 'Acts told before, word for word. 重复上报条数',
    min: 0,
    max: MOST_ACTS,
    example: 1,
  })
  repeated!: number;

  @IsCount({ description: 'Acts refused. 拒收条数', min: 0, max: MOST_ACTS, example: 1 })
  refused!: number;

  @IsListOf(() => ActAnswerBody, { description: 'Each act, in the order told. 逐条结果', max: MOST_ACTS })
  acts!: ActAnswerBody[];
}

/** What came of an act, in words. */
export function actRefusalBody(number: number): Sent<ActRefusalBody> {
  const reason = actReason(number);
  if (reason === undefined) throw new Error(`${number} is no reason`);
  return { code: reason.code, rule: reason.rule, ...reason.text };
}

export function actBatchAnswer(landed: LandedBatch, acts: readonly unknown[]): Sent<ActBatchAnswerBody> {
  const { id, outcomes, before, accepted, repeated, refused } = landed;
  const answers = acts.map((act, place): Sent<ActAnswerBody> => {
    const eventId = eventIdOf(act);
    const outcome = outcomes[place] ?? COUNTED;
    const named = eventId === undefined ? {} : { eventId };
    if (outcome === COUNTED) return { ...named, state: 'accepted', receipt: actNumber(id, place).toString() };
    if (outcome !== TOLD_BEFORE) return { ...named, state: 'refused', refusal: actRefusalBody(outcome) };
    const receipt = before.get(place)?.toString();
    return { ...named, state: 'told-before', ...(receipt === undefined ? {} : { receipt }) };
  });
  return { batch: id.toString(), accepted, repeated, refused, acts: answers };
}

/** As far as it can be told back at all. */
function eventIdOf(act: unknown): string | undefined {
  if (typeof act !== 'object' || act === null || !('eventId' in act)) return undefined;
  return typeof act.eventId === 'string' && act.eventId.length <= 64 ? act.eventId : undefined;
}
