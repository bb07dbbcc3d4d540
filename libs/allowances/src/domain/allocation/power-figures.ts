import type { AllocationRules } from './allocation-rules';
import type {
  Benchmarks,
  LoadFactorCurve,
  PowerRounding,
  Relief,
  SpecialKind,
  SupplyFactors,
} from './figures';
import { noAllocationRules, otherMethod } from './refusals';

/** What a year's rules of the power sector say of its units and enterprises. */
export interface PowerFigures {
  readonly basis: 'generation' | 'supplied';
  readonly benchmarks: Benchmarks;
  readonly rounding: PowerRounding;
  readonly curve: LoadFactorCurve | undefined;
  readonly supply: SupplyFactors | undefined;
  readonly relief: Relief | undefined;
  readonly special: readonly SpecialKind[];
  /** IDs of the rules of formula, load factor and rounding. */
  readonly rules: readonly string[];
}

/** @throws Refusal ALLOWANCES_OTHER_METHOD or ALLOWANCES_NO_RULES (422) */
export function powerFigures(rules: AllocationRules): PowerFigures {
  const { method, scope } = rules;
  if (method.kind !== 'benchmark') throw otherMethod(scope, method.kind);
  const [benchmarks, rounding] = [rules.figure('benchmarks'), rules.figure('rounding')];
  if (benchmarks === undefined || rounding === undefined) {
    throw noAllocationRules(rules.reference.id, scope, {
      zh: `缺少 ${scope.year} 年度的基准值或取整规则`,
      en: `lacks benchmarks or rounding of ${scope.year}`,
    });
  }
  const formula = (['method', 'load-factor', 'rounding'] as const).flatMap(
    (name) => rules.figure(name)?.rules ?? [],
  );
  return {
    basis: method.basis,
    benchmarks: benchmarks.value,
    rounding: rounding.value,
    curve: rules.figure('load-factor')?.value,
    supply: rules.figure('supply-factors')?.value,
    relief: rules.figure('relief')?.value,
    special: rules.figure('special')?.value ?? [],
    rules: [...new Set(formula)],
  };
}
