import type { AllocationRules } from './allocation-rules';
import { exact, wholeTonnes } from './exact';
import { figureMissing, otherMethod } from './refusals';

/** Who gets allowances by one of the simple methods; which figure is needed depends on the method. */
export interface Participant {
  readonly id: string;
  /** Historic emissions, t. */
  readonly historicT?: string;
  /** Output or activity level, in the unit of the benchmark. */
  readonly output?: string;
  /** Product whose benchmark counts. */
  readonly product?: string;
  /** Whether it is exposed to carbon leakage. */
  readonly exposed?: boolean;
}

export interface ShareAllocation {
  readonly id: string;
  readonly allowanceT: bigint;
}

/**
 * Methods of markets of one's own and of the European style: historic emissions times a factor, output times a
 * benchmark, a fixed quantity, activity level times product benchmark times leakage factor times correction factor.
 * Whole tonnes by the rounding of the pack.
 * @throws Refusal ALLOWANCES_OTHER_METHOD or ALLOWANCES_FIGURE_MISSING (422)
 */
export function allocateShares(
  rules: AllocationRules,
  participants: readonly Participant[],
): readonly ShareAllocation[] {
  const mode = rules.figure('tonnes')?.value ?? 'floor';
  return participants.map((participant) => ({
    id: participant.id,
    allowanceT: wholeTonnes(amountOf(rules, participant), mode),
  }));
}

function amountOf({ method, scope, rules }: AllocationRules, participant: Participant) {
  const needed = (field: 'historicT' | 'output' | 'product'): string => {
    const value = participant[field];
    if (value === undefined) throw figureMissing(participant.id, field, rules[0] ?? 'INV-10');
    return value;
  };
  switch (method.kind) {
    case 'historic':
      return exact(needed('historicT')).times(method.factor);
    case 'output-benchmark':
      return exact(needed('output')).times(method.benchmark);
    case 'fixed':
      return exact(method.quantityT.toString());
    case 'activity-benchmark': {
      const product = needed('product');
      const benchmark = method.products.find((one) => one.product === product)?.benchmark;
      if (benchmark === undefined) throw figureMissing(participant.id, 'product', rules[0] ?? 'INV-10');
      return exact(needed('output'))
        .times(benchmark)
        .times(participant.exposed === true ? method.leakage.exposed : method.leakage.other)
        .times(method.correction);
    }
    default:
      throw otherMethod(scope, method.kind);
  }
}
