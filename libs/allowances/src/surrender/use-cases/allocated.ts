import { allocatedT } from '../../allocation/index';
import type { AllocatedSource } from './desk';

/** From the rounds of allocation: what was approved for the year, as it stands now. */
export const allocatedByRounds: AllocatedSource = async (reader, of) =>
  new Map(
    (await allocatedT(reader, of)).flatMap(({ holderId, approvedT }) =>
      approvedT === undefined ? [] : [[holderId, approvedT] as const],
    ),
  );
