import type { FaultCollector } from '@carbon/kernel';
import { type CalculatorContext, readDay } from '@carbon/rules/domain';
import { type GecPack, gecPackAt } from '../rules/gec';

/** The pack that `asOf` chooses; undefined when `asOf` is faulty, which is then collected. */
export function readGecPack(
  fields: ReadonlyMap<string, unknown>,
  { today }: CalculatorContext,
  faults: FaultCollector,
): GecPack | undefined {
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', today));
  return asOf === undefined ? undefined : gecPackAt(asOf);
}
