import { Decimal } from 'decimal.js';
import { type ComplianceRules, fineRange } from '../../domain/index';
import type { PenaltyFigures } from '../../domain/compliance/compliance-figures';
import type { FenRange, PenaltyRange, PenaltyRule } from './penalty';
import { noRange } from './refusals';

/** What is found of missing units: whole tonnes, and yuan a tonne in the month before the deadline. */
export interface MissingUnits {
  /** When the deadline passed. */
  readonly missingT: bigint;
  /** Now. */
  readonly stillMissingT: bigint;
  readonly averagePrice: string;
}

const FEN = 100;

/**
 * PEN-001: the range of the fine for missing units, and whether what is missing still may be taken off the next allocation
 * on the day of asking (C-4: not newly from the day the Code applies).
 * @throws Refusal ALLOWANCES_NO_RULES
 */
export function rangeForMissing(rules: ComplianceRules, missing: MissingUnits): PenaltyRange {
  const { from, to, rules: by, pack } = fineRange(rules, missing);
  const deducts = rules.figures.value('shortfall.deduction').value === true;
  return {
    rule: 'PEN-001',
    fine: { from: fenUp(new Decimal(from)), to: fenDown(new Decimal(to)) },
    ...{ persons: undefined, cutPercent: undefined, inspectors: 0, rules: by, pack },
    deductionT: deducts ? missing.stillMissingT : 0n,
  };
}

/**
 * PEN-002 to PEN-008: a multiple of the illegal gain where that is large enough, else the range in yuan.
 * @param gainFen undefined where there was none
 * @throws Refusal PENALTY_NO_RANGE where the market has no such rule on the day
 */
export function rangeForBreach(
  rules: ComplianceRules,
  rule: PenaltyRule,
  gainFen: bigint | undefined,
): PenaltyRange {
  const figure = rules.figures.value('penalties');
  const found = figure.value.find((one) => one.rule === rule);
  if (found === undefined) throw noRange(rules.market, rule, rules.asOf);
  const { pack } = rules.judged([figure]);
  return {
    ...{ rule, deductionT: 0n, rules: [rule], pack },
    fine: fineFor(found, gainFen ?? 0n),
    persons: found.personsYuan && inFen(found.personsYuan),
    cutPercent: found.allowanceCutPercent,
    inspectors: found.inspectors ?? 0,
  };
}

function fineFor({ gainMultiple, gainBelowYuan, yuan }: PenaltyFigures, gainFen: bigint): FenRange {
  const below = gainBelowYuan === undefined ? undefined : new Decimal(gainBelowYuan).times(FEN);
  const gain = new Decimal(gainFen.toString());
  if (gainMultiple === undefined || below === undefined || gain.lessThan(below)) return inFen(yuan);
  return {
    from: whole(gain.times(gainMultiple.from).ceil()),
    to: whole(gain.times(gainMultiple.to).floor()),
  };
}

const inFen = ({ from, to }: { readonly from: string; readonly to: string }): FenRange => ({
  from: fenUp(new Decimal(from)),
  to: fenDown(new Decimal(to)),
});

/** A fine is whole fen and never outside of its range: the lower end goes up, the upper down. */
const fenUp = (yuan: Decimal): bigint => whole(yuan.times(FEN).ceil());
const fenDown = (yuan: Decimal): bigint => whole(yuan.times(FEN).floor());
const whole = (amount: Decimal): bigint => BigInt(amount.toFixed(0));
