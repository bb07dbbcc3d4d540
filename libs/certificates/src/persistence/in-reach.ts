import { reaches, reachIds, type Reach, windowOf } from '@carbon/http';
import { type FindOperator, In, type EntityManager } from 'typeorm';
import { type ChinaMonth, parseChinaMonth } from '@carbon/kernel';
import { accountInReach, type Reader, type Seen, seenOf } from '@carbon/ledger';
import { plantUnknown } from '../domain/refusals';
import { findPlant } from './find-plant';
import { type Plant, plantEntity } from './plant.entity';

/** Plants of one owner, and which of their production months may be seen, both included; all where undefined. */
export interface SeenPlants {
  readonly plantIds: readonly string[];
  readonly from?: ChinaMonth;
  readonly to?: ChinaMonth;
}

/** What lists of plants' months are narrowed to. */
export interface PlantMonthFilter {
  /** These plants only. */
  readonly plants?: readonly SeenPlants[];
  readonly month?: ChinaMonth;
}

/** Accounts of one holder, and which moments of theirs may be seen. */
export interface SeenAccounts {
  readonly numbers: readonly string[];
  readonly seen: Seen;
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

/**
 * The accounts whose claims a caller may see, by holder; undefined for those who see everything.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN for one out of reach
 */
export async function accountsSeen(
  reader: Reader,
  reach: Reach,
  account?: string,
): Promise<SeenAccounts[] | undefined> {
  if (account !== undefined) {
    const { number, holderId } = await accountInReach(reader, account, reach);
    return [{ numbers: [number], seen: seenOf(reach, holderId) }];
  }
  const ids = reachIds(reach);
  if (ids === null) return undefined;
  const rows = await reader.query<{ holderId: string; numbers: string[] }>(
    `select holder_id as "holderId", array_agg(number order by id) as numbers
       from ledger.account where holder_id = any($1::uuid[]) group by holder_id`,
    [ids],
  );
  return rows.map(({ holderId, numbers }) => ({ numbers, seen: seenOf(reach, holderId) }));
}

/** Plants and months that a list is asked for, within reach and window. @throws Refusal GEC_PLANT_UNKNOWN */
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
        : await manager.find(plantEntity, { where: { holderId }, select: { id: true, holderId: true } });
  return {
    ...(plants && { plants: byOwner(plants, reach) }),
    ...(month !== undefined && { month: parseChinaMonth(month) }),
  };
}

function byOwner(plants: readonly Pick<Plant, 'id' | 'holderId'>[], reach: Reach): SeenPlants[] {
  return [...new Set(plants.map(({ holderId }) => holderId))].map((owner) => {
    const { from, to } = windowOf(reach, owner) ?? {};
    return {
      plantIds: plants.flatMap(({ id, holderId }) => (holderId === owner ? [id] : [])),
      ...(from && { from: parseChinaMonth(from.slice(0, 7)) }),
      ...(to && { to: parseChinaMonth(to.slice(0, 7)) }),
    };
  });
}
