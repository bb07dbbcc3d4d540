import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { AllocationDesk } from '../desk';
import { roundSettings } from '../domain/round-settings';

/** From how far away from verified emissions, in percent, an allocation is shown to the approvers. */
export async function remarkablePercent(reader: Reader, desk: AllocationDesk): Promise<number> {
  const packs = await desk.rulebook.packs(reader);
  return roundSettings(chinaDate(desk.clock.now()), packs).remarkableChangePercent;
}
