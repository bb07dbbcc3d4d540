import type { Transaction } from '@carbon/database';
import type { Json } from '@carbon/kernel';
import type { PersonalDataSource, PersonVault } from '@carbon/privacy';
import { readProgrammes } from '../programmes/programme';
import { readPoints } from '../points/index';
import { markRestricted } from './persistence/erase';
import { exportRows, sealedLabels } from './persistence/export';
import { findResidentOfPerson } from './persistence/residents';
import type { Resident } from './resident';
import { unlink } from './use-cases/end-links';
import { openLabel } from './use-cases/family';
import { type ForgetParts, forgetResident } from './use-cases/forget-resident';

/**
 * What inclusion holds of a person. No law has it keep anything: points are no money (PTS-003), and what merchants and
 * programmes are settled by names nobody. So it is all erased when it is asked for, unused vouchers, too.
 */
export function personalDataOfInclusion(vault: PersonVault, parts: ForgetParts): PersonalDataSource {
  return {
    room: 'inclusion',
    exportOf: async (tx, personId) => {
      const resident = await findResidentOfPerson(tx, personId);
      return resident === undefined ? {} : exportOf(tx, vault, parts, resident);
    },
    erase: async (tx, personId, now) => {
      const resident = await findResidentOfPerson(tx, personId);
      if (resident !== undefined) await forgetResident(tx, parts, resident, now);
    },
    restrict: async (tx, personId, now) => {
      const resident = await findResidentOfPerson(tx, personId);
      if (resident === undefined) return;
      await unlink(tx, resident, { which: {}, why: 'person-restricted' }, now);
      await markRestricted(tx, resident.id);
    },
  };
}

async function exportOf(
  tx: Transaction,
  vault: PersonVault,
  { data }: ForgetParts,
  resident: Resident,
): Promise<Json> {
  const copy: Record<string, Json> = await exportRows(tx, resident.id);
  const labels: Record<string, Json> = {};
  for (const { relative, label } of await sealedLabels(tx, resident.id)) {
    labels[relative] = await openLabel(tx, vault, resident, label);
  }
  const programmes = await readProgrammes(tx);
  const points = (await readPoints(tx, resident)).map(
    ({ programme, available, setApart, pending, debt }) => ({
      programme: programmes.get(programme)?.code ?? null,
      available: available.toString(),
      setApart: setApart.toString(),
      pending: pending.toString(),
      debt: debt.toString(),
    }),
  );
  for (const part of data.all()) copy[part.part] = await part.exportOf(tx, resident);
  return { ...copy, whatYouCallRelatives: labels, points };
}
