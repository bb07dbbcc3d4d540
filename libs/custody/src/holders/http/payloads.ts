import { AreTexts, IsChinaDate, IsMoment, IsOneOf, IsText } from '@carbon/http';

const HOLDER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const INSTRUMENT = /^[A-Z0-9][A-Z0-9./:-]{0,79}$/;
const MOST_HOLDERS = 100;
const MOST_INSTRUMENTS = 200;

function IsHolder(description: string): PropertyDecorator {
  return IsText({ description, example: 'DEMO-POWER', min: 2, max: 40, pattern: HOLDER_NAME });
}

function IsReason(): PropertyDecorator {
  return IsText({ description: 'Why. 事由', max: 500, example: '经省级主管部门审查' });
}

/** Rests on the document of the task, which is required. */
export class HolderRenamePayload {
  @IsHolder('Code or id of the holder. 持有人')
  holder!: string;

  @IsText({ description: 'New Chinese name. 新中文名称', max: 200, example: '盐城示范新能源有限公司' })
  nameZh!: string;

  @IsText({ description: 'New English name. 新英文名称', max: 200, example: 'Yancheng Demo New Energy' })
  nameEn!: string;

  @IsReason()
  reason!: string;
}

/** Rests on the document of the task, which is required. */
export class HolderMergePayload {
  @IsHolder('Code or id of the holder that goes. 被合并方')
  from!: string;

  @IsHolder('Code or id of the holder that takes its accounts. 承继方')
  to!: string;

  @IsReason()
  reason!: string;
}

export const PROPOSED_STATE_ACTS = ['suspend', 'resume', 'close'] as const;

/** Suspending and closing rest on the document of the task, which is required for them. */
export class HolderStatePayload {
  @IsHolder('Code or id of the holder. 持有人')
  holder!: string;

  @IsOneOf(PROPOSED_STATE_ACTS, {
    description: 'suspend: its people read and propose nothing; close: they cannot sign in, for good. 操作',
    example: 'suspend',
  })
  act!: (typeof PROPOSED_STATE_ACTS)[number];

  @IsReason()
  reason!: string;
}

/** The document of the task is the member’s consent, which is required to join. */
export class GroupPayload {
  @IsHolder('Code or id of the parent. 上级单位')
  parent!: string;

  @IsHolder('Code of the member. 成员单位')
  member!: string;

  @IsReason()
  reason!: string;
}

/** Rests on the document of the task, which is required: the engagement letter. */
export class EngagementPayload {
  @IsHolder('Code or id of the auditor or verifier. 审计或核查机构')
  auditor!: string;

  @AreTexts({
    description: 'Codes or ids of the holders it may look at. 被查阅方',
    example: ['DEMO-POWER'],
    max: MOST_HOLDERS,
    each: { max: 40, pattern: HOLDER_NAME },
  })
  holders!: string[];

  @AreTexts({
    description: 'Codes of the instruments it may look at; all when absent. 品种范围',
    example: ['GEC-W320900A01-2026-03'],
    max: MOST_INSTRUMENTS,
    each: { max: 80, pattern: INSTRUMENT },
    optional: true,
  })
  instruments?: string[];

  @IsChinaDate({ description: 'First day that may be seen. 数据起始日', example: '2025-01-01' })
  windowFrom!: string;

  @IsChinaDate({ description: 'Last day that may be seen. 数据截止日', example: '2025-12-31' })
  windowTo!: string;

  @IsMoment({ description: 'From when it may be looked at. 查阅开始' })
  accessFrom!: string;

  @IsMoment({ description: 'Until just before when. 查阅结束', example: '2026-06-30T18:00:00+08:00' })
  accessUntil!: string;

  @IsText({ description: 'What for. 目的', max: 500, example: '2025 年度核查' })
  purpose!: string;
}
