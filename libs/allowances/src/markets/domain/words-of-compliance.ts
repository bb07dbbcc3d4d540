import type { Text } from '@carbon/kernel';
import type { ComplianceFigures } from '../../domain';
import { cycleInWords } from './words-of-cycle';
import { carryOverInWords, offsetInWords, penaltiesInWords, shortfallInWords } from './words-of-figures';
import { type InWords, text } from './words';

type Describers = {
  readonly [K in keyof ComplianceFigures]: {
    readonly title: Text;
    readonly words: InWords<ComplianceFigures[K]>;
  };
};

const vintages: InWords<ComplianceFigures['vintages']> = ({ from, to }) => {
  const last =
    to === 'obligation-year'
      ? text('义务年度', 'the year of the obligation')
      : text(`${to} 年度`, String(to));
  return from === undefined
    ? text(`可用至${last.zh}的各年份配额`, `Vintages up to ${last.en} count`)
    : text(`可用 ${from} 年度至${last.zh}的配额`, `Vintages from ${from} to ${last.en} count`);
};

/** Every figure of a market's compliance in plain words: its name, and what it says. */
export const COMPLIANCE_WORDS: Describers = {
  inclusion: {
    title: text('纳入与退出', 'Who is on the list'),
    words: ({ thresholdT, yearsBelow }) =>
      text(
        `年排放量达到 ${thresholdT} 吨的纳入名录；连续 ${yearsBelow} 年低于此数或关停的移出`,
        `From ${thresholdT} t a year a site is on the list; ${yearsBelow} successive years below, or closing, remove it`,
      ),
  },
  objection: {
    title: text('异议', 'Objections'),
    words: ({ withinWorkingDays, decisionWorkingDays }) =>
      text(
        `对分配或核查结果有异议的，${withinWorkingDays} 个工作日内提出，${decisionWorkingDays} 个工作日内答复`,
        `An objection is made within ${withinWorkingDays} working days and decided within ${decisionWorkingDays}`,
      ),
  },
  'retention.years': {
    title: text('记录保存', 'Keeping records'),
    words: (years) =>
      text(`排放记录至少保存 ${years} 年`, `Emission records are kept for at least ${years} years`),
  },
  'deposit.days': {
    title: text('月度存证', 'Monthly deposit'),
    words: (days) =>
      text(
        `每月结束后 ${days} 个自然日内完成数据存证`,
        `Data are deposited within ${days} calendar days after the month`,
      ),
  },
  cycle: { title: text('履约周期', 'The cycle'), words: cycleInWords },
  offset: { title: text('抵销', 'Offset'), words: offsetInWords },
  'credits.registered-after': {
    title: text('减排量登记时间', 'When credits were registered'),
    words: (day) => text(`仅接受 ${day} 之后登记的减排量`, `Only credits registered after ${day} count`),
  },
  'credits.old': {
    title: text('早期减排量', 'Old credits'),
    words: ({ filedBefore, usableUntil }) =>
      text(
        `${filedBefore} 之前备案的减排量可用至 ${usableUntil}`,
        `Credits filed before ${filedBefore} count until ${usableUntil}`,
      ),
  },
  'credits.ets-covered': {
    title: text('配额管理范围内的减排量', 'Credits from inside allowance management'),
    words: (count) => (count ? text('可用于抵销', 'They count') : text('不得用于抵销', 'They do not count')),
  },
  'certificates.count': {
    title: text('绿证', 'Green certificates'),
    words: (count) =>
      count ? text('可用于清缴', 'They count') : text('不得用于清缴', 'They meet no obligation'),
  },
  'allowance.names': {
    title: text('配额产品', 'Names of allowances'),
    words: ({ prefix, named }) => {
      const own = named.map(({ instrument, from, to }) => `${instrument} (${from}–${to})`).join(', ');
      return text(
        `${prefix} 加年份后两位${own === '' ? '' : `；另有 ${own}`}`,
        `${prefix} and two digits of the year${own === '' ? '' : `; besides ${own}`}`,
      );
    },
  },
  vintages: { title: text('可用年份', 'Vintages that count'), words: vintages },
  'vintages.arrears': { title: text('补缴可用年份', 'Vintages that count for arrears'), words: vintages },
  'shortfall.penalty': { title: text('欠缴处罚', 'Missing units'), words: shortfallInWords },
  'shortfall.deduction': {
    title: text('欠缴核减', 'Deduction for missing units'),
    words: (decided) =>
      decided
        ? text(
            '未改正的可等量核减下一年度配额',
            'If not corrected, as much may be deducted from the next year',
          )
        : text('不再对单纯欠缴作出新的核减决定', 'No new deductions are decided for simple under-surrender'),
  },
  penalties: { title: text('其他处罚', 'Other penalties'), words: penaltiesInWords },
  'carry-over': { title: text('结转', 'Carry-over'), words: carryOverInWords },
  borrowing: {
    title: text('预支', 'Borrowing'),
    words: ({ gapAtLeastPercent, gapSharePercent, from }) =>
      text(
        `缺口率不低于 ${gapAtLeastPercent}% 的，可预支 ${from} 年度配额，不超过缺口的 ${gapSharePercent}%`,
        `With a gap of at least ${gapAtLeastPercent} %, allowances of ${from} may be used early, up to ${gapSharePercent} % of the gap`,
      ),
  },
};
