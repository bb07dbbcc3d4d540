import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Appeal, APPEAL_STATES, type AppealState } from '../persistence/appeals';
import { IsProgrammeCode } from '../../programmes/http/fields';

export class FileAppealBody {
  @IsText({
    description: 'What happened, in your words; read by the operator, deleted with your data. 申诉说明',
    example: '我当天确实乘坐了这趟地铁，另一条骑行记录不是我的。',
    max: 1000,
  })
  grounds!: string;
}

export class AppealPath {
  @IsId({ description: 'The appeal. 申诉编号' })
  appeal!: string;
}

export class ProgrammeAppealPath extends AppealPath {
  @IsProgrammeCode()
  code!: string;
}

export class ProgrammeAppealsQuery extends PageQuery {
  @IsOneOf(APPEAL_STATES, { description: 'Only in this state. 状态', example: 'open', optional: true })
  state?: AppealState;
}

export class ActAppealBody {
  @ApiProperty({ description: 'Number. 申诉编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({ description: 'The act. 行为编号', example: '8193' })
  act!: string;
  @ApiProperty({ description: 'How far it is. 状态', enum: APPEAL_STATES, example: 'open' })
  state!: string;
  @ApiProperty({ description: 'What the resident says. 申诉说明', example: '我当天确实乘坐了这趟地铁。' })
  grounds!: string;
  @ApiProperty({ description: 'When it was filed. 提出时间', example: '2026-09-04T10:00:00.000+08:00' })
  filedAt!: string;
  @ApiProperty({ description: 'Why it was decided so. 理由', type: String, nullable: true, example: null })
  reason!: string | null;
  @ApiProperty({
    description: 'Amount that counts; null where as told. 计入数量',
    type: String,
    nullable: true,
    example: null,
  })
  amount!: string | null;
  @ApiProperty({
    description: 'When it began; null where as told. 开始时间',
    type: String,
    nullable: true,
    example: null,
  })
  startedAt!: string | null;
  @ApiProperty({
    description: 'Seconds; null where as told. 时长（秒）',
    type: Number,
    nullable: true,
    example: null,
  })
  durationS!: number | null;
  @ApiProperty({ description: 'When it was decided. 决定时间', type: String, nullable: true, example: null })
  decidedAt!: string | null;
}

/** As its resident reads it: an answer is told when it is decided. */
export function actAppealBody(appeal: Appeal): Sent<ActAppealBody> {
  const decided = appeal.decidedAt !== null;
  return {
    ...toldBody(appeal, decided ? appeal.answer : null),
    state: decided ? appeal.state : 'open',
  };
}

export class ProgrammeAppealBody extends ActAppealBody {
  @ApiProperty({
    description: 'What the first pair of eyes proposes. 拟作决定',
    type: String,
    nullable: true,
    example: 'upheld',
  })
  decision!: string | null;
  @ApiProperty({
    description: 'Task in which it is decided. 待办',
    type: String,
    nullable: true,
    example: null,
  })
  task!: string | null;
}

/** As the operator's people read it, with the answer that waits for the second pair of eyes. */
export function programmeAppealBody(appeal: Appeal): Sent<ProgrammeAppealBody> {
  return {
    ...toldBody(appeal, appeal.answer),
    decision: appeal.answer?.decision ?? null,
    task: appeal.taskId,
  };
}

function toldBody(appeal: Appeal, answer: Appeal['answer']): Sent<ActAppealBody> {
  const { id, state, grounds, decidedAt } = appeal;
  return {
    ...{ id, state, grounds, act: appeal.actNo.toString(), filedAt: chinaTimestamp(appeal.filedAt) },
    reason: answer?.reason ?? null,
    amount: answer?.amount?.toString() ?? null,
    startedAt: answer?.startedAt == null ? null : chinaTimestamp(answer.startedAt),
    durationS: answer?.durationS ?? null,
    decidedAt: decidedAt === null ? null : chinaTimestamp(decidedAt),
  };
}
