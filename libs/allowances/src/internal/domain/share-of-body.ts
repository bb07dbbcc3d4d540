import { fault, type FieldFault, malformed } from '@carbon/kernel';
import type { ShareMethod } from '../../domain/internal/member-share';

interface ToldShare {
  readonly method: ShareMethod['method'];
  readonly quantityT?: string;
  readonly historicT?: string;
  readonly factor?: string;
  readonly output?: string;
  readonly benchmark?: string;
}

const NEEDS = {
  fixed: ['quantityT'],
  historic: ['historicT', 'factor'],
  output: ['output', 'benchmark'],
} as const;

/** The share with exactly the figures its method wants. @throws Refusal INPUT_MALFORMED below `at` */
export function shareOf(told: ToldShare, at: string): ShareMethod {
  const faults: FieldFault[] = NEEDS[told.method].flatMap((name) =>
    told[name] === undefined
      ? [fault(`${at}.${name}`, 'required', `is needed by ${told.method}`, `方法 ${told.method} 需要此项`)]
      : [],
  );
  if (faults.length > 0) throw malformed(faults);
  const { method, quantityT = '', historicT = '', factor = '', output = '', benchmark = '' } = told;
  if (method === 'fixed') return { method, quantityT };
  return method === 'historic' ? { method, historicT, factor } : { method, output, benchmark };
}
