import type { ChinaDate } from '@carbon/kernel';
import type { RuleValue } from '@carbon/rules/domain';
import type { OfferedUnits, SurrenderOffer } from './compliance';
import type { OffsetFigures, OldCreditFigures } from './compliance-figures';
import { type ComplianceRules, type Figure, figureOf } from './compliance-rules';
import { type Reason, reasons } from './surrender-reasons';

export type OfferedCredit = Extract<OfferedUnits, { kind: 'credit' }>;

/** The kind of credits that a market accepts to which these belong; undefined when it is none. */
export function acceptedKind(offset: OffsetFigures, credit: OfferedCredit): string | undefined {
  const name = credit.scheme ?? credit.instrument;
  return offset.accepts.find((kind) => name === kind || name.startsWith(`${kind}-`));
}

interface CreditFigures {
  readonly offset: RuleValue<OffsetFigures | null>;
  readonly registeredAfter: RuleValue<ChinaDate | null>;
  readonly old: RuleValue<OldCreditFigures | null>;
  /** Whether credits of projects inside allowance management count. */
  readonly etsCovered: RuleValue<boolean>;
}

/** The figures by which credits are judged. */
export function creditFigures(rules: ComplianceRules, year: number): CreditFigures {
  return {
    offset: figureOf(rules, 'offset', year),
    registeredAfter: figureOf(rules, 'credits.registered-after', year),
    old: rules.figures.value('credits.old'),
    etsCovered: rules.figures.value('credits.ets-covered'),
  };
}

/**
 * SUR-004 to SUR-007: why credits do not count at all, or nothing. What is not told about them does not speak for them
 * (trap 8).
 */
export function unfitCredit(
  rules: ComplianceRules,
  { obligationYear, on }: SurrenderOffer,
  credit: OfferedCredit,
): Reason | undefined {
  const { offset, registeredAfter, old, etsCovered } = creditFigures(rules, obligationYear);
  if (offset.value === null) return reasons.noCredits(rules.market);
  if (acceptedKind(offset.value, credit) === undefined) return reasons.otherCredits(offset.value.accepts);
  if (!etsCovered.value && credit.coveredByEts === true) return reasons.coveredByEts();
  if (!etsCovered.value && credit.coveredByEts === undefined) return reasons.coverageUnknown();
  const { registeredOn } = credit;
  if (registeredOn === undefined) {
    if (registeredAfter.value !== null) return reasons.registrationUnknown('SUR-005');
    return old.value === null ? undefined : reasons.registrationUnknown('SUR-006');
  }
  if (registeredOn > on) return reasons.notYetRegistered(on);
  if (old.value !== null && registeredOn < old.value.filedBefore && on > old.value.usableUntil) {
    return reasons.oldCredit(old.value.filedBefore, old.value.usableUntil);
  }
  const { value: after } = registeredAfter;
  return after !== null && registeredOn <= after ? reasons.registeredTooEarly(after) : undefined;
}

/** The figures that decide on some credits: a condition that is not set, or that they do not touch, is none of them. */
export function figuresFor(rules: ComplianceRules, year: number, credit: OfferedCredit): readonly Figure[] {
  const { registeredAfter, old, etsCovered } = creditFigures(rules, year);
  const isOld = old.value !== null && (credit.registeredOn ?? '') < old.value.filedBefore;
  return [etsCovered, ...(registeredAfter.value === null ? [] : [registeredAfter]), ...(isOld ? [old] : [])];
}
