import type { Text } from '@carbon/kernel';
import { type ComplianceFigures, CYCLE_STEPS, type CycleStep } from '../../domain';
import { type InWords, joined, text } from './words';

const STEPS: Readonly<Record<CycleStep, Text>> = {
  annualReport: text('报告', 'report'),
  verification: text('核查', 'verification'),
  preAllocation: text('预分配', 'pre-allocation'),
  approvalFiled: text('核定', 'approval'),
  finalIssue: text('最终发放', 'final issue'),
  surrender: text('清缴', 'surrender'),
  nextList: text('下一名录', 'next list'),
  nextPlan: text('下一质量控制方案', 'next quality-control plan'),
};

/** CYC-01 to CYC-08, for each group of sectors; `Y+1` is the year after the data year. */
export const cycleInWords: InWords<ComplianceFigures['cycle']> = (cycles) =>
  cycles.length === 0
    ? text('各环节日期未公布', 'The days are not known')
    : joined(
        cycles.map((cycle) => {
          const days = CYCLE_STEPS.flatMap(({ step }) => {
            const day = cycle[step];
            return day === undefined ? [] : [text(`${STEPS[step].zh} ${day}`, `${STEPS[step].en} ${day}`)];
          });
          const { zh, en } = joined(days, { zh: '，', en: ', ' });
          return text(`${cycle.sectors.join('、')}：${zh}`, `${cycle.sectors.join(', ')}: ${en}`);
        }),
      );
