import {
  IsChinaDate,
  IsCount,
  IsFlag,
  IsListOf,
  IsMoment,
  IsOneOf,
  IsPart,
  IsText,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { PARTNER_CODE } from '../../partners/partner';
import { MOST_ACTS } from '../domain/told-act';
import { type Batch, type Channel, CHANNELS } from '../persistence/batches';
import type { JudgedReject, Reject } from '../persistence/rejects';
import { ActRefusalBody, actRefusalBody } from './act-bodies';

const MANY = Number.MAX_SAFE_INTEGER;
const CODE = {
  description: 'Code of the data partner. 数据伙伴代码',
  max: 40,
  pattern: PARTNER_CODE,
  example: 'P1',
};
const COUNT = { min: 0, max: MOST_ACTS };

export class ActBatchPath {
  @IsText(CODE)
  code!: string;

  @IsText({
    description: 'Number of the batch. 批次编号',
    max: 15,
    pattern: /^[1-9]\d{0,14}$/,
    example: '42',
  })
  number!: string;
}

export class ActBatchesQuery extends PageQuery {}

export class ActTotalsQuery {
  @IsChinaDate({ description: 'First day. 起始日期', example: '2026-09-01' })
  from!: `${number}-${number}-${number}`;

  @IsChinaDate({ description: 'Last day, within 31 days. 截止日期', example: '2026-09-30' })
  to!: `${number}-${number}-${number}`;
}

export class ActBatchSummaryBody {
  @IsText({ description: 'Number of the batch. 批次编号', max: 19, example: '42' })
  batch!: string;

  @IsText({ description: 'Your key of it. 批次键', max: 200, example: 'batch-2026-09-30-1' })
  key!: string;

  @IsOneOf(CHANNELS, { description: 'How it came. 上报方式' })
  channel!: Channel;

  @IsMoment({ description: 'When it came. 接收时间' })
  receivedAt!: string;

  @IsText({ description: 'SHA-256 of what was sent, hex. 内容哈希', max: 64, example: 'ab'.repeat(32) })
  sha256!: string;

  @IsCount({ description: 'Acts told. 上报条数', ...COUNT, example: 5000 })
  told!: number;

  @IsCount({ description: 'Acts accepted. 接收条数', ...COUNT, example: 4990 })
  accepted!: number;

  @IsCount({ description: 'Acts told before. 重复条数', ...COUNT, example: 4 })
  repeated!: number;

  @IsCount({ description: 'Acts refused. 拒收条数', ...COUNT, example: 6 })
  refused!: number;

  @IsText({
    description: 'Root of the tree of its acts, hex; absent where none was accepted. 承诺树根',
    ...{ max: 64, optional: true, example: 'cd'.repeat(32) },
  })
  root?: string;

  @IsFlag({ description: 'Whether it was judged. 是否已核算', example: true })
  judged!: boolean;
}

export class ActRejectBody {
  @IsCount({ description: 'Place in what was sent, from 1. 序号', min: 1, max: MOST_ACTS, example: 17 })
  line!: number;

  @IsPart(() => ActRefusalBody, { description: 'Why. 拒收原因' })
  refusal!: ActRefusalBody;
}

export class JudgedRejectBody {
  @IsText({ description: 'Number of the act. 行为编号', max: 19, example: '8192' })
  act!: string;

  @IsText({
    description: 'Your event id; absent once erased. 事件号',
    max: 64,
    optional: true,
    example: 'EV000001',
  })
  eventId?: string;

  @IsPart(() => ActRefusalBody, { description: 'Why it does not count. 不计原因' })
  refusal!: ActRefusalBody;
}

export class ActDayTotalBody {
  @IsChinaDate({ description: 'Day on which they were told. 上报日期', example: '2026-09-30' })
  day!: string;

  @IsText({
    description: 'accepted, told-before, or the reason of a refusal. 处理结果',
    max: 40,
    example: 'no-consent',
  })
  outcome!: string;

  @IsOneOf(['intake', 'judging'], { description: 'When it was found. 阶段' })
  at!: 'intake' | 'judging';

  @IsCount({ description: 'Acts. 条数', min: 0, max: MANY, example: 6 })
  acts!: number;
}

export class ActTotalsBody {
  @IsListOf(() => ActDayTotalBody, { description: 'By day and outcome. 按日与结果', max: 100_000 })
  items!: ActDayTotalBody[];
}

export function actBatchSummary(batch: Batch): Sent<ActBatchSummaryBody> {
  const { id, key, channel, receivedAt, bodyHash, told, accepted, repeated, refused, root, passId } = batch;
  return {
    ...{ batch: id.toString(), key, channel, receivedAt: chinaTimestamp(receivedAt) },
    ...{ sha256: bodyHash.toString('hex'), told, accepted, repeated, refused, judged: passId !== null },
    ...(root === null ? {} : { root: root.toString('hex') }),
  };
}

export const actRejectBody = ({ place, reason }: Reject): Sent<ActRejectBody> => ({
  line: place + 1,
  refusal: actRefusalBody(reason),
});

export const judgedRejectBody = ({ actNo, eventId, reason }: JudgedReject): Sent<JudgedRejectBody> => ({
  act: actNo,
  ...(eventId === null ? {} : { eventId }),
  refusal: actRefusalBody(reason),
});
