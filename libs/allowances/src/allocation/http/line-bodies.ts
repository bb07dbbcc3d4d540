import { IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { type Sector, SECTORS } from '../../domain/index';
import { ROUND_PHASES, ROUND_STATES, type RoundPhase } from '../domain/round-state';
import type { MissingAccount } from '../persistence/accounts';
import type { ShownLine } from '../persistence/line-pages';
import { type AllocationLine, LINE_REASONS } from '../persistence/lines';
import type { CapPosition } from '../persistence/movements';
import type { Settlement } from '../persistence/settlements';
import type { RoundTotals } from '../persistence/totals';
import { IsDataYearText, IsFlagText, IsHolderName, IsMarketCode } from './fields';

export class RoundLinesQuery extends PageQuery {
  @IsFlagText({
    description: 'Only those that are remarkable, or are not. 仅异常或仅正常',
    example: 'true',
    optional: true,
  })
  remarkable?: 'true' | 'false';

  @IsOneOf(SECTORS, { description: 'Sector. 行业', example: 'power', optional: true })
  sector?: Sector;
}

export class AllocationsQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsDataYearText({ optional: true })
  year?: number;

  @IsOneOf(ROUND_PHASES, { description: 'Phase. 阶段', example: 'final', optional: true })
  phase?: RoundPhase;

  @IsHolderName({ optional: true })
  holder?: string;
}

export class AllocationBody {
  @ApiProperty({ description: 'Round. 轮次', example: 'AR000001' })
  round!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Data year. 年度', example: 2024 })
  year!: number;
  @ApiProperty({ enum: ROUND_PHASES, description: 'Phase. 阶段', example: 'final' })
  phase!: string;
  @ApiProperty({ enum: ROUND_STATES, description: 'State of the round. 轮次状态', example: 'issued' })
  state!: string;
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ description: 'Sector. 行业', example: 'power' })
  sector!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;
  @ApiProperty({ description: 'Version of the line. 结果版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'Verified emissions, t. 核查排放量', example: '2400000' })
  verifiedT!: string;
  @ApiProperty({ description: 'Allowances, t. 配额量', example: '2476300' })
  amountT!: string;
  @ApiProperty({
    enum: LINE_REASONS,
    description: 'What made this version. 版本来源',
    example: 'calculation',
  })
  why!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '采纳异议' })
  reason!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of why it could not be calculated. 无法核算的原因代码',
    example: 'ALLOWANCES_FIGURE_MISSING',
  })
  fault!: string | null;
  @ApiProperty({ description: 'SHA-256 of the calculation. 核算文件哈希', example: 'a'.repeat(64) })
  hash!: string;
  @ApiProperty({ description: 'Far from verified emissions, or nothing. 是否异常', example: false })
  remarkable!: boolean;
  @ApiProperty({ description: 'Issued, t. 已发放', example: '742890' })
  issuedT!: string;
  @ApiProperty({ description: 'Handed back, t. 已收回', example: '0' })
  returnedT!: string;
}

export function allocationBody(line: ShownLine): Sent<AllocationBody> {
  const { round, market, year, phase, state, holder, sector, province, version } = line;
  const { verifiedT, amountT, why, reason, fault, hash, remarkable, issuedT, returnedT } = line;
  return {
    ...{ round, market, year, phase, state, holder, sector, version },
    province: province === '' ? null : province,
    ...{ verifiedT, amountT, why, reason, fault, hash, remarkable, issuedT, returnedT },
  };
}

export class SettlementGroundBody {
  @ApiProperty({ description: 'Code. 代码', example: 'arrears' })
  code!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'In words. 说明',
    example: { zh: '有未足额清缴的年度', en: 'in arrears with earlier years' },
  })
  text!: { readonly zh: string; readonly en: string };
}

export class AllocationSettlementBody {
  @ApiProperty({ description: '1 with the approval, more with each re-approval. 序号', example: 1 })
  sequence!: number;
  @ApiProperty({ description: 'Version of the line. 结果版本', example: 1 })
  version!: number;
  @ApiProperty({ description: 'What the line gives, t. 配额量', example: '30000' })
  amountT!: string;
  @ApiProperty({ description: 'Allocated before, t. 此前已分配', example: '50000' })
  earlierT!: string;
  @ApiProperty({ description: 'Owed before, t (ALC-011). 结算前待扣减', example: '20000' })
  owedBeforeT!: string;
  @ApiProperty({
    description:
      'Taken off for what is owed; below zero where a deduction is given back, t. 扣减（负为返还）',
    example: '-20000',
  })
  deductedT!: string;
  @ApiProperty({ description: 'To issue, t. 应发放', example: '0' })
  issueT!: string;
  @ApiProperty({ description: 'To be handed back, t. 应收回', example: '0' })
  returnT!: string;
  @ApiProperty({ enum: ['own', 'provincial'], description: 'Where it goes (ALC-010). 去向', example: 'own' })
  destination!: string;
  @ApiProperty({ type: [SettlementGroundBody], description: 'Why it goes there. 原因' })
  grounds!: readonly Sent<SettlementGroundBody>[];
}

export function settlementBody(one: Settlement): Sent<AllocationSettlementBody> {
  return {
    ...{ sequence: one.sequence, version: one.lineVersion, destination: one.destination },
    ...{ amountT: one.amountT.toString(), earlierT: one.earlierT.toString() },
    ...{ owedBeforeT: one.owedBeforeT.toString(), deductedT: one.deductedT.toString() },
    ...{ issueT: one.issueT.toString(), returnT: one.returnT.toString() },
    grounds: one.grounds.map(({ code, text }) => ({ code, text })),
  };
}

export class AllocationVersionBody {
  @ApiProperty({ description: 'Version. 版本', example: 1 })
  version!: number;
  @ApiProperty({ enum: LINE_REASONS, description: 'What made it. 来源', example: 'calculation' })
  why!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why. 理由', example: '采纳异议' })
  reason!: string | null;
  @ApiProperty({ description: 'Allowances, t. 配额量', example: '2476300' })
  amountT!: string;
  @ApiProperty({ description: 'When. 时间', example: '2025-07-31T09:00:00.000+08:00' })
  at!: string;
  @ApiProperty({ description: 'SHA-256 of the document. 核算文件哈希', example: 'a'.repeat(64) })
  hash!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'The calculation opened step by step: rules with pack, hash and certainty, inputs, intermediate figures, result; its canonical JSON has the hash. 逐步核算文件',
    example: { kind: 'allocation-line', amountT: '2476300' },
  })
  document!: unknown;
}

/** An enterprise's line with all its versions, and what each came to. */
export class AllocationDetailBody {
  @ApiProperty({ description: 'Round. 轮次', example: 'AR000001' })
  round!: string;
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ type: [AllocationVersionBody], description: 'Versions, the latest first. 各版本' })
  versions!: readonly Sent<AllocationVersionBody>[];
  @ApiProperty({ type: [AllocationSettlementBody], description: 'What was approved of it. 核定与结算' })
  settlements!: readonly Sent<AllocationSettlementBody>[];
}

export function versionBody(line: AllocationLine): Sent<AllocationVersionBody> {
  const { version, why, reason, amountT, at, hash, document } = line;
  return {
    ...{ version, why, reason, hash, document },
    ...{ amountT: amountT.toString(), at: chinaTimestamp(at) },
  };
}

export class MissingAccountBody {
  @ApiProperty({ description: 'Enterprise. 企业', example: 'E001' })
  holder!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Province. 省份', example: '浙江' })
  province!: string | null;
}

export const missingAccountBody = ({ holder, province }: MissingAccount): Sent<MissingAccountBody> => ({
  holder,
  province: province === '' ? null : province,
});

export class RoundCapBody {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Province; null for the market. 省份',
    example: null,
  })
  province!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Cap, t. 总量', example: '5000000000' })
  capT!: string | null;
  @ApiProperty({ description: 'Issued, net of what was handed back, t. 已发放（净）', example: '0' })
  issuedT!: string;
  @ApiProperty({ description: 'Approved and not issued, t. 待发放', example: '0' })
  pendingT!: string;
  @ApiProperty({ description: 'Demanded back and not handed back, t. 待收回', example: '0' })
  returningT!: string;
}

export const roundCapBody = (one: CapPosition): Sent<RoundCapBody> => ({
  province: one.province === '' ? null : one.province,
  capT: one.capT?.toString() ?? null,
  issuedT: one.issuedT.toString(),
  pendingT: one.pendingT.toString(),
  returningT: one.returningT.toString(),
});

/** What an approver looks at. */
export class RoundTotalsBody {
  @ApiProperty({ description: 'Enterprises. 企业数', example: 3600 })
  lines!: number;
  @ApiProperty({ description: 'Verified emissions, t. 核查排放量', example: '4500000000' })
  verifiedT!: string;
  @ApiProperty({ description: 'Allowances, t. 配额量', example: '4400000000' })
  amountT!: string;
  @ApiProperty({ description: 'Pre-allocated before, t. 已预分配', example: '2200000000' })
  earlierT!: string;
  @ApiProperty({ description: 'Lines that could not be calculated. 无法核算', example: 0 })
  faults!: number;
  @ApiProperty({ description: 'Lines that were adjusted. 已调整', example: 2 })
  adjusted!: number;
  @ApiProperty({ description: 'Lines far from verified emissions, or with nothing. 异常', example: 5 })
  remarkable!: number;
  @ApiProperty({ description: 'Lines whose destination a person set. 人工指定去向', example: 1 })
  overridden!: number;
  @ApiProperty({ description: 'Approved and not done. 待办理', example: 0 })
  due!: number;
  @ApiProperty({ description: 'Still to issue, t. 待发放', example: '0' })
  toIssueT!: string;
  @ApiProperty({ description: 'Still to be handed back, t. 待收回', example: '0' })
  toReturnT!: string;
  @ApiProperty({ type: [RoundCapBody], description: 'Caps that bear on it (REG-007). 总量控制' })
  caps!: readonly Sent<RoundCapBody>[];
}

export function roundTotalsBody(totals: RoundTotals): Sent<RoundTotalsBody> {
  const { lines, faults, adjusted, remarkable, overridden, due } = totals;
  return {
    ...{ lines, faults, adjusted, remarkable, overridden, due },
    ...{ verifiedT: totals.verifiedT.toString(), amountT: totals.amountT.toString() },
    ...{ earlierT: totals.earlierT.toString(), toIssueT: totals.toIssueT.toString() },
    ...{ toReturnT: totals.toReturnT.toString(), caps: totals.caps.map(roundCapBody) },
  };
}
