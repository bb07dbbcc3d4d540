import { Refusal } from '@carbon/kernel';
import type { RoundAct, RoundState } from './round-state';

export * from './appeal-refusals';
export * from './cap-refusals';
export * from './follow-up-refusals';

export const roundUnknown = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_ROUND_UNKNOWN',
    404,
    { zh: `分配轮次 ${number} 不存在`, en: `There is no allocation round ${number}` },
    { details: { round: number } },
  );

export const lineUnknown = (round: string, holder: string): Refusal =>
  new Refusal(
    'ALLOCATION_LINE_UNKNOWN',
    404,
    {
      zh: `分配轮次 ${round} 中没有 ${holder} 的配额`,
      en: `The allocation round ${round} has no line of ${holder}`,
    },
    { details: { round, holder } },
  );

export const roundOfAnother = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_ROUND_OF_ANOTHER',
    403,
    {
      zh: `分配轮次 ${number} 由其他主管部门办理`,
      en: `The allocation round ${number} is another authority's`,
    },
    { details: { round: number } },
  );

export const stepNotOpen = (number: string, state: RoundState, act: RoundAct | 'change'): Refusal =>
  new Refusal(
    'ALLOCATION_STEP_NOT_OPEN',
    409,
    {
      zh: `分配轮次 ${number} 处于 ${state} 状态，不能办理 ${act}`,
      en: `The allocation round ${number} is ${state}: it is not open to ${act}`,
    },
    { details: { round: number, state, act } },
  );

export const onlyAuthorities = (): Refusal =>
  new Refusal('ALLOCATION_AUTHORITIES_ONLY', 403, {
    zh: '只有主管部门办理配额分配',
    en: 'Only authorities allocate',
  });

export const outsideProvince = (province: string): Refusal =>
  new Refusal(
    'ALLOCATION_OUTSIDE_PROVINCE',
    403,
    {
      zh: `省级主管部门只办理本省（${province}）的分配`,
      en: `A provincial authority allocates in its own province (${province}) only`,
    },
    { details: { province } },
  );

export const nothingToAllocate = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_NOTHING',
    422,
    {
      zh: `分配轮次 ${number} 的范围内没有核查结果`,
      en: `Nothing is verified of what the allocation round ${number} covers`,
    },
    { details: { round: number } },
  );

export const noBalanceValue = (sector: string): Refusal =>
  new Refusal(
    'ALLOCATION_NO_BALANCE',
    422,
    {
      zh: `行业 ${sector} 没有可计算强度的企业，无法求得平衡值`,
      en: `No enterprise of ${sector} has an intensity: there is no balance value to solve`,
    },
    { rule: 'ALC-022', details: { sector } },
  );

export const linesFaulty = (number: string, count: number): Refusal =>
  new Refusal(
    'ALLOCATION_LINES_FAULTY',
    422,
    {
      zh: `分配轮次 ${number} 有 ${count} 家企业无法核算，须先更正`,
      en: `${count} lines of the allocation round ${number} could not be calculated; they are corrected first`,
    },
    { rule: 'ALC-023', details: { round: number, lines: count.toString() } },
  );

export const accountsMissing = (number: string, count: number): Refusal =>
  new Refusal(
    'ALLOCATION_ACCOUNTS_MISSING',
    422,
    {
      zh: `分配轮次 ${number} 有 ${count} 家企业没有可用于发放的账户`,
      en: `${count} enterprises of the allocation round ${number} have no account to issue to`,
    },
    { rule: 'ALC-010', details: { round: number, enterprises: count.toString() } },
  );

export const figuresChanged = (number: string, count: number): Refusal =>
  new Refusal(
    'ALLOCATION_FIGURES_CHANGED',
    409,
    {
      zh: `分配轮次 ${number} 有 ${count} 家企业的核查结果已变更，须重新核算`,
      en: `Verified figures of ${count} enterprises of the allocation round ${number} changed; their lines are calculated again first`,
    },
    { rule: 'ALC-012', details: { round: number, enterprises: count.toString() } },
  );

export const allocatedElsewhere = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_ELSEWHERE',
    409,
    {
      zh: `分配轮次 ${number} 的部分企业已由同年同阶段的其他轮次分配`,
      en: `Another round of this year and phase has allocated to enterprises of the allocation round ${number}`,
    },
    { details: { round: number } },
  );

export const methodNotCalculated = (market: string, sector: string, method: string): Refusal =>
  new Refusal(
    'ALLOCATION_METHOD_NOT_CALCULATED',
    422,
    {
      zh: `市场 ${market} 的 ${sector} 按 ${method} 方法分配，轮次不核算此方法`,
      en: `The market ${market} allocates to ${sector} by the method ${method}, which rounds do not calculate`,
    },
    { details: { market, sector, method } },
  );

export const approvalWaits = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_APPROVAL_WAITS',
    409,
    {
      zh: `分配轮次 ${number} 正在核定，结束后方可更改`,
      en: `The allocation round ${number} waits for its approval; nothing of it changes before that is done`,
    },
    { rule: 'REG-001', details: { round: number } },
  );

export const countedOn = (number: string): Refusal =>
  new Refusal(
    'ALLOCATION_COUNTED_ON',
    409,
    {
      zh: `其后的核定已计入分配轮次 ${number} 的预分配，不能取消`,
      en: `A later approval counts on what the allocation round ${number} gives; it is not cancelled any more`,
    },
    { rule: 'ALC-009', details: { round: number } },
  );
