import type { Reach } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { type EntityManager, type EntitySchema, type FindOptionsWhere, In, MoreThan } from 'typeorm';
import { type Claim, claimEntity, type ClaimItem, claimItemEntity } from './claim.entity';
import { type Issue, issueEntity } from './issue.entity';
import { type MeterMonth, meterMonthEntity } from './meter-month.entity';
import { holdersInReach, type PlantMonthFilter } from './in-reach';
import { type Plant, plantEntity } from './plant.entity';

/** Something together with the plant it is of. */
export interface OfPlant<T> {
  readonly item: T;
  readonly plant: Plant;
}

/** Plants in the order of their codes. */
export async function readPlants(
  manager: EntityManager,
  page: PageRequest,
  reach: Reach,
  holderId?: string,
): Promise<Page<Plant>> {
  const rows = await manager.find(plantEntity, {
    where: { code: MoreThan((page.after?.[0] ?? '') as Plant['code']), ...whoseOf(reach, holderId) },
    order: { code: 'ASC' },
    take: page.limit + 1,
  });
  return toPage(rows, page.limit, ({ code }) => [code]);
}

const whoseOf = (reach: Reach, holderId?: string) => {
  const holders = holderId === undefined ? holdersInReach(reach) : holderId;
  return holders === undefined ? {} : { holderId: holders };
};

/** Metered months in the order in which they were imported. */
export function readMeterMonths(
  manager: EntityManager,
  page: PageRequest,
  filter: PlantMonthFilter,
): Promise<Page<OfPlant<MeterMonth>>> {
  return readOfPlants(manager, meterMonthEntity, page, filter);
}

/** Issues in the order in which they were made. */
export function readIssues(
  manager: EntityManager,
  page: PageRequest,
  filter: PlantMonthFilter,
): Promise<Page<OfPlant<Issue>>> {
  return readOfPlants(manager, issueEntity, page, filter);
}

async function readOfPlants<T extends { readonly id: string; readonly plantId: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  page: PageRequest,
  { plantIds, month }: PlantMonthFilter,
): Promise<Page<OfPlant<T>>> {
  const rows = await manager.find(entity, {
    where: {
      ...(plantIds && { plantId: In(plantIds) }),
      ...(month && { month }),
      ...afterId(page),
    } as FindOptionsWhere<T>,
    order: { id: 'ASC' } as never,
    take: page.limit + 1,
  });
  const plants = await manager.findBy(plantEntity, { id: In(rows.map(({ plantId }) => plantId)) });
  const byId = new Map(plants.map((plant) => [plant.id, plant]));
  const { items, next } = toPage(rows, page.limit, ({ id }) => [id]);
  const found = items.map((item) => {
    const plant = byId.get(item.plantId);
    if (plant === undefined) throw new Error(`no plant ${item.plantId}`);
    return { item, plant };
  });
  return next === undefined ? { items: found } : { items: found, next };
}

const afterId = ({ after }: PageRequest) => (after?.[0] === undefined ? {} : { id: MoreThan(after[0]) });

export interface ClaimWithItems {
  readonly claim: Claim;
  readonly items: readonly ClaimItem[];
}

/** Claims in the order in which they were made. */
export async function readClaims(
  manager: EntityManager,
  page: PageRequest,
  accountNumbers?: readonly string[],
): Promise<Page<ClaimWithItems>> {
  const rows = await manager.find(claimEntity, {
    where: { ...(accountNumbers && { accountNumber: In(accountNumbers) }), ...afterId(page) },
    order: { id: 'ASC' },
    take: page.limit + 1,
  });
  const items = await manager.find(claimItemEntity, {
    where: { claimId: In(rows.map(({ id }) => id)) },
    order: { claimId: 'ASC', ordinal: 'ASC' },
  });
  const withItems = rows.map((claim) => ({
    claim,
    items: items.filter(({ claimId }) => claimId === claim.id),
  }));
  return toPage(withItems, page.limit, ({ claim }) => [claim.id]);
}

/** The claim with an id or a receipt number. */
export async function findClaim(manager: EntityManager, name: string): Promise<ClaimWithItems | undefined> {
  const claim = await manager.findOneBy(
    claimEntity,
    name.startsWith('HX-') ? { receiptNumber: name } : { id: name },
  );
  if (claim === null) return undefined;
  const items = await manager.find(claimItemEntity, {
    where: { claimId: claim.id },
    order: { ordinal: 'ASC' },
  });
  return { claim, items };
}
