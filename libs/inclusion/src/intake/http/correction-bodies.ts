import { IsCount, IsFlag, IsMoment, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import type { ListedCorrection } from '../persistence/corrections';

const REFERENCE = /^[A-Z0-9][A-Z0-9._-]{0,39}$/;
const NUMBER = /^[1-9]\d{0,17}$/;
const MOST_SECONDS = 2_147_483_647;

export class ActCorrectionsQuery extends PageQuery {}

export class TellActCorrectionBody {
  @IsText({ description: 'The event id, as told. 事件号', max: 64, example: 'EV000001' })
  eventId!: string;

  @IsText({
    description: 'What you call the user, as told. 用户引用号',
    max: 40,
    pattern: REFERENCE,
    example: 'R0217',
  })
  resident!: string;

  @IsText({
    description: 'Number of the act, where the event id was told in several months. 回执编号',
    max: 18,
    pattern: NUMBER,
    optional: true,
    example: '8192',
  })
  receipt?: string;

  @IsFlag({ description: 'It is taken back altogether. 是否整条撤回', example: false })
  revoke!: boolean;

  @IsText({
    description: 'When it began indeed, in the same month. 更正后的开始时刻',
    max: 35,
    optional: true,
    example: '2026-09-15T10:20:00+08:00',
  })
  startedAt?: string;

  @IsCount({
    description: 'Seconds it took indeed. 更正后的持续秒数',
    ...{ min: 0, max: MOST_SECONDS, optional: true, example: 2100 },
  })
  durationS?: number;

  @IsCount({
    description: 'The right amount, in base units of its method. 更正后的数量',
    ...{ min: 1, max: Number.MAX_SAFE_INTEGER, optional: true, example: 8600 },
  })
  amount?: number;

  @IsText({ description: 'Why; no personal data. 事由，不得含个人信息', max: 300, example: '里程表更正' })
  reason!: string;
}

export class ActCorrectionBody {
  @IsText({ description: 'Number of the correction. 更正编号', max: 19, example: '7' })
  correction!: string;

  @IsText({ description: 'Number of the act. 行为编号', max: 19, example: '8192' })
  act!: string;
}

export class ListedActCorrectionBody extends ActCorrectionBody {
  @IsText({
    description: 'The event id; absent once erased. 事件号',
    max: 64,
    optional: true,
    example: 'EV000001',
  })
  eventId?: string;

  @IsOneOf(['revoked', 'corrected'], { description: 'What was told. 更正或撤回' })
  kind!: 'revoked' | 'corrected';

  @IsText({ description: 'Why. 事由', max: 300, example: '里程表更正' })
  reason!: string;

  @IsMoment({ description: 'When it was told. 上报时间' })
  toldAt!: string;

  @IsFlag({ description: 'Whether it was judged. 是否已核算', example: false })
  judged!: boolean;
}

export function listedCorrectionBody(one: ListedCorrection): Sent<ListedActCorrectionBody> {
  return {
    ...{ correction: one.id, act: one.actNo, kind: one.kind, reason: one.reason },
    ...(one.eventId === null ? {} : { eventId: one.eventId }),
    ...{ toldAt: chinaTimestamp(one.toldAt), judged: one.passId !== null },
  };
}
