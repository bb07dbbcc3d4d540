import type { Reader } from '@carbon/database';
import type { Ground } from '../destination-grounds';
import type { AllocationDesk } from '../desk';
import { readManualDestinations } from '../persistence/approvals';
import type { Round } from '../persistence/rounds';
import type { Destination } from '../persistence/settlements';
import { groundsOf } from './find-grounds';

export interface ChosenDestination {
  readonly destination: Destination;
  readonly grounds: readonly Ground[];
}

/** The enterprise's own account, for no reason that needs saying. */
const OWN: ChosenDestination = { destination: 'own', grounds: [] };

/**
 * Where the units of each enterprise go (ALC-010): as an authority said with its reason, else to the province's account
 * where a ground of the rules holds, else to its own.
 */
export async function destinationsOf(
  reader: Reader,
  desk: AllocationDesk,
  round: Pick<Round, 'id' | 'market' | 'year'>,
  lines: readonly { readonly holderId: string; readonly sector: string }[],
): Promise<ReadonlyMap<string, ChosenDestination>> {
  const said = await readManualDestinations(reader, round.id);
  const grounds = await groundsOf(reader, desk, round, lines);
  return new Map(
    lines.map(({ holderId }) => {
      const manual = said.get(holderId);
      if (manual !== undefined) {
        const text = { zh: manual.reason, en: manual.reason };
        return [holderId, { destination: manual.destination, grounds: [{ code: 'decided', text }] }];
      }
      const found = grounds.get(holderId);
      return [holderId, found === undefined ? OWN : { destination: 'provincial', grounds: found }];
    }),
  );
}
