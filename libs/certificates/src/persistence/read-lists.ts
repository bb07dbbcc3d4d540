import type { Reach } from '@carbon/http';
import { type ChinaDate, type ChinaMonth, type Page, type PageRequest, toPage } from '@carbon/kernel';
import {
  And,
  Between,
  type EntityManager,
  type EntitySchema,
  type FindOptionsWhere,
  In,
  LessThan,
  LessThanOrEqual,
  MoreThan,
  MoreThanOrEqual,
} from 'typeorm';
import { type Claim, claimEntity, type ClaimItem, claimItemEntity } from './claim.entity';
import { correctionEntity, type MeterMonthCorrection } from './correction.entity';
import { type ExpiryRun, expiryRunEntity } from './expiry-run.entity';
import { type Issue, issueEntity } from './issue.entity';
import { type MeterMonth, meterMonthEntity } from './meter-month.entity';
import { holdersInReach, type PlantMonthFilter, type SeenAccounts } from './in-reach';
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

/** Later figures of issued months, in the order in which they were made. */
export function readCorrections(
  manager: EntityManager,
  page: PageRequest,
  filter: PlantMonthFilter,
): Promise<Page<OfPlant<MeterMonthCorrection>>> {
  return readOfPlants(manager, correctionEntity, page, filter);
}

/** Conditions of which a row meets one. A filter that nothing meets is a condition that nothing meets. */
function monthsSeen({ plants, month }: PlantMonthFilter): object[] {
  const asked = month === undefined ? {} : { month };
  if (plants === undefined) return [asked];
  const seen = plants.flatMap(({ plantIds, from = FIRST_MONTH, to = LAST_MONTH }) => {
    if (month !== undefined && (month < from || month > to)) return [];
    return [{ plantId: In(plantIds), month: month ?? Between(from, to) }];
  });
  return seen.length > 0 ? seen : [{ plantId: In([]) }];
}

const FIRST_MONTH = '0000-01' as ChinaMonth;
const LAST_MONTH = '9999-12' as ChinaMonth;

async function readOfPlants<T extends { readonly id: string; readonly plantId: string }>(
  manager: EntityManager,
  entity: EntitySchema<T>,
  page: PageRequest,
  filter: PlantMonthFilter,
): Promise<Page<OfPlant<T>>> {
  const rows = await manager.find(entity, {
    where: monthsSeen(filter).map((months) => ({ ...months, ...afterId(page) }) as FindOptionsWhere<T>),
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

/** Conditions of which a claim meets one. */
function claimsSeen(accounts?: readonly SeenAccounts[]): object[] {
  if (accounts === undefined) return [{}];
  if (accounts.length === 0) return [{ accountNumber: In([]) }];
  return accounts.map(({ numbers, seen: { from = FIRST_MOMENT, until = LAST_MOMENT } }) => ({
    accountNumber: In(numbers),
    createdAt: And(MoreThanOrEqual(from), LessThan(until)),
  }));
}

const FIRST_MOMENT = new Date('0001-01-01T00:00:00Z');
const LAST_MOMENT = new Date('9999-12-31T00:00:00Z');

/** Claims of one consumer, or for power used within some days. */
export interface ClaimFilter {
  /** Identifier of an organisation; persons are found by nobody this way. */
  readonly consumer?: string | undefined;
  readonly from?: ChinaDate | undefined;
  readonly to?: ChinaDate | undefined;
}

/** Claims in the order in which they were made. */
export async function readClaims(
  manager: EntityManager,
  page: PageRequest,
  accounts?: readonly SeenAccounts[],
  { consumer, from, to }: ClaimFilter = {},
): Promise<Page<ClaimWithItems>> {
  const asked = {
    ...(consumer !== undefined && { beneficiaryIdentifier: consumer }),
    // periods that meet the days asked for
    ...(from !== undefined && { consumptionEnd: MoreThanOrEqual(from) }),
    ...(to !== undefined && { consumptionStart: LessThanOrEqual(to) }),
  };
  const rows = await manager.find(claimEntity, {
    where: claimsSeen(accounts).map((seen) => ({ ...seen, ...asked, ...afterId(page) })),
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

/** Expiry runs in the order in which they began. */
export async function readExpiryRuns(manager: EntityManager, page: PageRequest): Promise<Page<ExpiryRun>> {
  const rows = await manager.find(expiryRunEntity, {
    where: afterId(page),
    order: { id: 'ASC' },
    take: page.limit + 1,
  });
  return toPage(rows, page.limit, ({ id }) => [id]);
}
