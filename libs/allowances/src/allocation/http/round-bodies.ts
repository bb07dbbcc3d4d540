import { AreOneOf, AreTexts, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Sector, SECTORS } from '../../domain/index';
import {
  actsOpenIn,
  ROUND_ACTS,
  ROUND_PHASES,
  ROUND_STATES,
  type RoundPhase,
  type RoundState,
} from '../domain/round-state';
import type { CalculationRecord } from '../persistence/calculations';
import type { Round, RoundEventRecord } from '../persistence/rounds';
import {
  IsDataYear,
  IsDataYearText,
  IsHolderName,
  IsMarketCode,
  IsReasonText,
  IsRoundNumber,
} from './fields';

const PROVINCE = /^\p{Script=Han}{2,8}$/u;

export class RoundPath {
  @IsRoundNumber()
  number!: string;
}

export class RoundLinePath extends RoundPath {
  @IsHolderName()
  holder!: string;
}

export class RoundQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsDataYearText({ optional: true })
  year?: number;

  @IsOneOf(ROUND_PHASES, { description: 'Phase. 阶段', example: 'final', optional: true })
  phase?: RoundPhase;

  @IsOneOf(ROUND_STATES, { description: 'State. 状态', example: 'published', optional: true })
  state?: RoundState;
}

export class NewRoundBody {
  @IsMarketCode()
  market!: string;

  @IsDataYear()
  year!: number;

  @IsOneOf(ROUND_PHASES, {
    description: 'pre: on last year’s verified emissions; final: on this year’s. 预分配或核定分配',
    example: 'final',
  })
  phase!: RoundPhase;

  @AreOneOf(SECTORS, { description: 'Sectors. 行业', example: ['power'] })
  sectors!: Sector[];

  @AreTexts({
    description: 'Provinces; all where absent. 省份，不填为全部',
    example: ['浙江'],
    max: 40,
    each: { max: 8, pattern: PROVINCE },
    optional: true,
  })
  provinces?: string[];

  @IsText({ description: 'Note. 说明', example: '2024 年度发电行业', max: 300, optional: true })
  note?: string;
}

export class RoundCancellationBody {
  @IsReasonText({ example: '数据口径调整' })
  reason!: string;
}

export class RoundDestinationBody {
  @IsHolderName()
  holder!: string;

  @IsOneOf(['own', 'provincial'], {
    description: 'The enterprise’s own account, or its province’s (ALC-010). 发放去向',
    example: 'provincial',
  })
  destination!: 'own' | 'provincial';

  @IsReasonText({ example: '企业拟搬迁' })
  reason!: string;
}

export class RoundBody {
  @ApiProperty({ description: 'Number. 编号', example: 'AR000001' })
  number!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Data year. 年度', example: 2024 })
  year!: number;
  @ApiProperty({ enum: ROUND_PHASES, description: 'Phase. 阶段', example: 'final' })
  phase!: string;
  @ApiProperty({ type: [String], description: 'Sectors. 行业', example: ['power'] })
  sectors!: readonly string[];
  @ApiProperty({
    type: [String],
    nullable: true,
    description: 'Provinces; null for all. 省份',
    example: ['浙江'],
  })
  provinces!: readonly string[] | null;
  @ApiProperty({ type: String, nullable: true, description: 'Note. 说明', example: '2024 年度发电行业' })
  note!: string | null;
  @ApiProperty({ enum: ROUND_STATES, description: 'State. 状态', example: 'published' })
  state!: string;
  @ApiProperty({
    enum: ROUND_ACTS,
    isArray: true,
    description: 'What may happen next. 可办理的步骤',
    example: ['review', 'cancel'],
  })
  open!: readonly string[];
  @ApiProperty({ description: 'Calculation that counts; 0 before the first. 核算版本', example: 1 })
  calculation!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day the draft was shown. 公布日',
    format: 'date',
    example: '2025-07-31',
  })
  publishedOn!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Last day to appeal (ETS-013). 异议截止日',
    format: 'date',
    example: '2025-08-11',
  })
  appealsUntil!: string | null;
  @ApiProperty({ description: 'When it was opened. 建立时间', example: '2025-07-20T09:00:00.000+08:00' })
  createdAt!: string;
}

export function roundBody(round: Round): Sent<RoundBody> {
  const { number, market, year, phase, sectors, provinces, note, state, calculation } = round;
  return {
    ...{ number, market, year, phase, sectors, provinces, note, state, calculation },
    // it is finished by itself
    open: actsOpenIn(state).filter((act) => act !== 'finish'),
    ...{ publishedOn: round.publishedOn, appealsUntil: round.appealsUntil },
    createdAt: chinaTimestamp(round.createdAt),
  };
}

export class RoundEventBody {
  @ApiProperty({ enum: ROUND_ACTS, description: 'What happened. 事项', example: 'publish' })
  act!: string;
  @ApiProperty({ description: 'State before. 之前状态', example: 'calculated' })
  from!: string;
  @ApiProperty({ description: 'State after. 之后状态', example: 'published' })
  to!: string;
  @ApiProperty({ description: 'When. 时间', example: '2025-07-31T09:00:00.000+08:00' })
  at!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '数据口径调整' })
  reason!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Calculation. 核算版本', example: 1 })
  calculation!: number | null;
}

export function roundEventBody(event: RoundEventRecord): Sent<RoundEventBody> {
  const { act, from, to, at, reason = null, calculation = null } = event;
  return { act, from, to, at: chinaTimestamp(at), reason, calculation };
}

export class RoundCalculationBody {
  @ApiProperty({ description: 'Number of the calculation. 核算版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Day whose rules counted. 规则日期', format: 'date', example: '2025-07-31' })
  asOf!: string;
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      'By sector: the rule pack with its hash and certainty, the balance value and who supplied it. 各行业规则包与平衡值',
    example: [
      {
        sector: 'steel',
        pack: { id: 'allocation-cn', version: '2026.1', hash: 'a'.repeat(64), certainty: 'D' },
        balance: { value: '1.72', origin: 'solved', by: 'ALC-022', source: '2 enterprises' },
      },
    ],
  })
  sectors!: readonly object[];
  @ApiProperty({ description: 'Enterprises. 企业数', example: 3600 })
  lines!: number;
  @ApiProperty({ description: 'Units and production lines. 机组与产线数', example: 10000 })
  units!: number;
  @ApiProperty({ description: 'Verified emissions it rests on, t. 核查排放量', example: '4500000000' })
  verifiedT!: string;
  @ApiProperty({ description: 'Allowances, t. 配额量', example: '4400000000' })
  amountT!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The job that did it. 任务编号', example: null })
  job!: string | null;
  @ApiProperty({ description: 'When. 时间', example: '2025-07-31T09:00:00.000+08:00' })
  at!: string;
}

export function roundCalculationBody(one: CalculationRecord): Sent<RoundCalculationBody> {
  const { version, asOf, sectors, lines, units, verifiedT, amountT, jobId, at } = one;
  return {
    ...{ version, asOf, sectors, lines, units, job: jobId, at: chinaTimestamp(at) },
    ...{ verifiedT: verifiedT.toString(), amountT: amountT.toString() },
  };
}

/** The job that a calculation runs in. */
export class RoundJobBody {
  @ApiProperty({
    description: 'Job to watch at /v1/jobs. 任务编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  job!: string;
}

export class RoundRefreshBody {
  @ApiProperty({ description: 'Lines calculated again. 重新核算的企业数', example: 3 })
  refreshed!: number;
  @ApiProperty({ description: 'Lines still to be calculated again. 剩余企业数', example: 0 })
  left!: number;
}
