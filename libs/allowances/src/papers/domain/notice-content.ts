import type { ChinaDate, Json, Text } from '@carbon/kernel';
import { type ComplianceRules, offsetCap, type RuleReference } from '../../domain/index';
import { dataYear } from '../../domain/compliance/compliance-rules';
import type { Certainty, RuleValue } from '@carbon/rules/domain';
import type { OffsetFigures, OldCreditFigures } from '../../domain/compliance/compliance-figures';
import type { NamedHolder } from './certificate-facts';

/** A condition on credits, in words, as well founded as the figure it comes from. */
export interface NoticeCondition {
  readonly rule: string;
  readonly text: Text;
  readonly certainty: Certainty;
}

/** What a notice says (SUR-014): how much, until when, and what of it credits may meet. */
export interface NoticeContent {
  readonly market: string;
  readonly year: number;
  readonly holder: NamedHolder;
  readonly dueT: string;
  readonly deadline: ChinaDate;
  /** The most credits that count; null where that is a share of what is not known yet. */
  readonly creditCapT: string | null;
  readonly conditions: readonly NoticeCondition[];
  readonly pack: RuleReference;
}

export interface NoticedYear {
  readonly year: number;
  readonly holder: NamedHolder;
  readonly dueT: bigint;
  readonly deadline: ChinaDate;
  readonly allocationT: bigint | undefined;
}

/** The content of a notice by the rules of the day. @throws Refusal ALLOWANCES_NO_RULES */
export function noticeContent(rules: ComplianceRules, noticed: NoticedYear): NoticeContent {
  const { year, holder, dueT, deadline } = noticed;
  const conditions = conditionsOf(rules, year);
  const { pack } = rules.judged(conditions.map(({ figure }) => figure));
  return {
    ...{ market: rules.market, year, holder, deadline, pack },
    dueT: dueT.toString(),
    creditCapT: capOf(rules, noticed),
    conditions: conditions.map(({ figure, rule, text }) => ({ rule, text, certainty: figure.certainty })),
  };
}

export const noticeJson = (content: NoticeContent): Readonly<Record<string, Json>> =>
  content as unknown as Readonly<Record<string, Json>>;

/** SUR-003; some pilots take their limit from the allocation, which a notice may come before. */
function capOf(rules: ComplianceRules, { year, dueT, allocationT }: NoticedYear): string | null {
  const basis = (rules.figures.findFor('offset', dataYear(year))?.value as OffsetFigures | null)?.basis;
  if (basis === 'shortfall' || basis === 'allocation') {
    if (allocationT === undefined) return null;
    const shortfallT = dueT > allocationT ? dueT - allocationT : 0n;
    return offsetCap(rules, { year, dueT, allocationT, shortfallT }).toString();
  }
  return offsetCap(rules, { year, dueT }).toString();
}

type Founded = Omit<NoticeCondition, 'certainty'> & { readonly figure: RuleValue<unknown> };

/** SUR-003 to SUR-007 in words, from the figures of the year. */
function conditionsOf({ figures }: ComplianceRules, year: number): Founded[] {
  const day = dataYear(year);
  const conditions: Founded[] = [];
  const add = (rule: string, figure: RuleValue<unknown> | undefined, text: Text | undefined) => {
    if (figure !== undefined && text !== undefined) conditions.push({ rule, figure, text });
  };
  const offset = figures.findFor('offset', day);
  add('SUR-003', offset, offset && offsetText(offset.value as OffsetFigures | null));
  const registered = figures.findFor('credits.registered-after', day);
  add('SUR-005', registered, registered && registeredText(registered.value as ChinaDate | null));
  const covered = figures.find('credits.ets-covered');
  add('SUR-004', covered, covered?.value === false ? NOT_COVERED : undefined);
  const old = figures.find('credits.old');
  add('SUR-006', old, old && oldText(old.value as OldCreditFigures | null));
  const cancelled = figures.find('rule.SUR-007');
  add('SUR-007', cancelled, cancelled?.value as Text | undefined);
  return conditions;
}

const BASES: Readonly<Record<OffsetFigures['basis'], Text>> = {
  obligation: { zh: '应清缴量', en: 'the obligation' },
  emissions: { zh: '经核查排放量', en: 'verified emissions' },
  allocation: { zh: '核定配额量', en: 'the allocation' },
  shortfall: { zh: '配额缺口', en: 'the shortfall' },
};

function offsetText(offset: OffsetFigures | null): Text {
  if (offset === null) return { zh: '不接受减排量抵销', en: 'No credits count' };
  const { basis, percent, accepts } = offset;
  return {
    zh: `可使用 ${accepts.join('、')} 抵销，不超过${BASES[basis].zh}的 ${percent}%（向下取整）`,
    en: `${accepts.join(', ')} count up to ${percent} % of ${BASES[basis].en}, rounded down`,
  };
}

function registeredText(day: ChinaDate | null): Text | undefined {
  if (day === null) return undefined;
  return { zh: `仅限 ${day} 之后登记的减排量`, en: `Only credits registered after ${day}` };
}

const NOT_COVERED: Text = {
  zh: '不得来自纳入全国碳市场配额管理的项目',
  en: 'Not from projects under allowance management of the ETS',
};

function oldText(old: OldCreditFigures | null): Text | undefined {
  if (old === null) return undefined;
  const { filedBefore, usableUntil } = old;
  return {
    zh: `${filedBefore} 前备案的减排量仅可使用至 ${usableUntil}`,
    en: `Credits filed before ${filedBefore} count only until ${usableUntil}`,
  };
}
