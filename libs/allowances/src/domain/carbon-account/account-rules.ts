import type { ChinaDate } from '@carbon/kernel';
import {
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  type RuleValue,
  RulePacks,
} from '@carbon/rules/domain';
import { Decimal } from 'decimal.js';
import manifest from '../../../../rules/packs/manifest.json';
import account2026 from '../../../../rules/packs/carbon-account.2026-1.json';

/** A grade reaches up to so many percent of the sector's mean, that edge included; the last has no edge. */
export interface CodeGrade {
  readonly grade: string;
  readonly uptoPercent?: string;
  readonly zh: string;
  readonly en: string;
}

const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/;

const percent: Reader<string> = (value) => {
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  throw new RangeError('must be a percentage as a decimal string');
};

const grades: Reader<readonly CodeGrade[]> = (value) => {
  const list = Array.isArray(value) ? (value as CodeGrade[]) : [];
  const edges = list.slice(0, -1).map(({ uptoPercent }) => new Decimal(percent(uptoPercent)));
  const rise = edges.every((edge, at) => at === 0 || edge.gt(edges[at - 1] ?? 0));
  const last = list.at(-1);
  if (list.length < 2 || !rise || last === undefined || last.uptoPercent !== undefined) {
    throw new RangeError('must be grades with rising edges, the last without one');
  }
  for (const { grade, zh, en } of list) {
    if ([grade, zh, en].some((text) => typeof text !== 'string' || text === '')) {
      throw new RangeError('must name each grade in Chinese (zh) and English (en)');
    }
  }
  return list;
};

const days: Reader<readonly number[]> = (value) => {
  if (!Array.isArray(value) || value.length === 0) throw new RangeError('must be a list of days');
  return value.map((day) => positiveNumber(day));
};

export const carbonAccountPacks = new RulePacks(
  'carbon-account',
  {
    keys: {
      'code.grades': grades,
      'code.minimum-firms': positiveNumber,
      'warning.deadline-days': days,
      'warning.budget-percent': percent,
    },
  } as const,
  [account2026],
  manifest,
);

/** How an enterprise is graded and when it is warned. */
export interface AccountRules {
  readonly grades: RuleValue<readonly CodeGrade[]>;
  readonly minimumFirms: RuleValue<number>;
  readonly deadlineDays: RuleValue<readonly number[]>;
  readonly budgetPercent: RuleValue<string>;
  readonly pack: PackReference;
}

export function accountRules(packs: PackSource, day: ChinaDate): AccountRules {
  const pack = packs.on(carbonAccountPacks, day);
  const rules = {
    grades: pack.value('code.grades'),
    minimumFirms: pack.value('code.minimum-firms'),
    deadlineDays: pack.value('warning.deadline-days'),
    budgetPercent: pack.value('warning.budget-percent'),
  };
  return { ...rules, pack: pack.reference(Object.values(rules)) };
}
