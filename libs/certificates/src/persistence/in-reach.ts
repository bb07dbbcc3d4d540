import { reaches, reachIds, type Reach } from '@carbon/http';
import { type FindOperator, In, type EntityManager } from 'typeorm';
import { type ChinaMonth, parseChinaMonth } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import { plantUnknown } from '../domain/refusals';
import { findPlant } from './find-plant';
import { type Plant, plantEntity } from './plant.entity';

/** What lists of plants' months are narrowed to. */
export interface PlantMonthFilter {
  /** These plants only. */
  readonly plantIds?: readonly string[];
  readonly month?: ChinaMonth;
}

/** The plant with a code, for those who may see its owner's objects. @throws Refusal GEC_PLANT_UNKNOWN */
export async function plantInReach(manager: EntityManager, name: string, reach: Reach): Promise<Plant> {
  const plant = await findPlant(manager, name);
  if (!reaches(reach, plant.holderId)) throw plantUnknown(name);
  return plant;
}

/** A condition on a column of holder ids; none for those who see everything. */
export function holdersInReach(reach: Reach): FindOperator<string> | undefined {
  const ids = reachIds(reach);
  return ids === null ? undefined : In(ids);
}

/** Numbers of the accounts of the holders in reach; undefined for those who see everything. */
export async function accountsInReach(reader: Reader, reach: Reach): Promise<string[] | undefined> {
  const ids = reachIds(reach);
  if (ids === null) return undefined;
  const rows = await reader.query<{ number: string }>(
    'select number from ledger.account where holder_id = any($1::uuid[]) order by id',
    [ids],
  );
  return rows.map(({ number }) => number);
}

/** Plants and months that a list is asked for, within reach. @throws Refusal GEC_PLANT_UNKNOWN */
export async function plantMonthFilter(
  manager: EntityManager,
  { plant, month }: { readonly plant?: string | undefined; readonly month?: string | undefined },
  reach: Reach,
): Promise<PlantMonthFilter> {
  const holderId = holdersInReach(reach);
  const plants =
    plant !== undefined
      ? [await plantInReach(manager, plant, reach)]
      : holderId === undefined
        ? undefined
        : await manager.find(plantEntity, { where: { holderId }, select: { id: true } });
  return {
    ...(plants && { plantIds: plants.map(({ id }) => id) }),
    ...(month !== undefined && { month: parseChinaMonth(month) }),
  };
}
