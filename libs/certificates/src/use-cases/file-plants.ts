import { type AuditActor, recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaDate, type ChinaMonth, chinaDate, fault, type FieldFault, newId } from '@carbon/kernel';
import { openAccounts } from '@carbon/ledger';
import { In } from 'typeorm';
import type { Wh } from '../domain/energy';
import { encodePlantCode, type PlantCode, type ProjectType } from '../domain/plant-code';
import type { ProvinceCode } from '../domain/provinces';
import { accountNotOfHolder, plantsRefused } from '../domain/refusals';
import type { PowerUse, TechnologyCode } from '../domain/technology';
import { holdingAccountsOf } from '../persistence/ledger-holdings';
import { type FiledBy, type Plant, plantEntity, type SubsidyClass } from '../persistence/plant.entity';
import type { Desk } from './desk';
import { lockFiling } from './locks';
import { registerPlants } from './register-plants';

export interface NewPlant {
  readonly shortCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly province: ProvinceCode;
  readonly technology: TechnologyCode;
  readonly capacityW: bigint;
  readonly connectedMonth: ChinaMonth;
  readonly holderId: string;
  /** The owner's account for certificates; without one the owner's first is taken, or one is opened. */
  readonly accountNumber?: string;
  readonly powerUse?: PowerUse;
  readonly marketBased?: boolean;
  readonly publishedAnnualWh?: Wh;
  /** The day of grid connection, within `connectedMonth`. */
  readonly connectedOn?: ChinaDate;
  readonly hasStorage?: boolean;
  readonly subsidyClass?: SubsidyClass;
  readonly filedBy?: FiledBy;
  /** Numbers of the meters at the boundary, by which a second filing is recognised. */
  readonly meters?: readonly string[];
  readonly source: string;
}

/**
 * Files plants (建档立卡, GEC-016), all or none, and gives each its 17-digit code.
 * @throws Refusal GEC_PLANTS_REFUSED naming `plants[n]` that are filed already; GEC_ACCOUNT_NOT_OF_HOLDER
 */
export async function filePlants(
  tx: Transaction,
  desk: Desk,
  plants: readonly NewPlant[],
  by?: AuditActor,
): Promise<Plant[]> {
  await lockFiling(tx);
  const filedAt = desk.clock.now();
  await refuseFiledBefore(tx, plants);
  const accounts = await accountsFor(tx, plants);
  const nextSerial = await serialsOfDay(tx, chinaDate(filedAt));
  const filed = plants.map((plant, at): Plant => {
    const { powerUse = 'on-grid', marketBased = false } = plant;
    return {
      ...statedOf(plant),
      id: newId(),
      code: codeOf(plant, powerUse, chinaDate(filedAt), nextSerial(plant.province)),
      powerUse,
      marketBased,
      accountNumber: plant.accountNumber ?? accounts[at] ?? '',
      filedAt,
    };
  });
  await tx.manager.insert(plantEntity, filed);
  await registerPlants(tx, filed, plants, filedAt);
  await audit(tx, filed, filedAt, by);
  return filed;
}

/** What a filing states, with what it left out. */
function statedOf(plant: NewPlant) {
  const { shortCode, nameZh, nameEn, province, technology, capacityW, connectedMonth, holderId, source } =
    plant;
  const { publishedAnnualWh = null, connectedOn = null, hasStorage = false } = plant;
  const { subsidyClass = 'unknown', filedBy = 'owner' } = plant;
  return {
    ...{ shortCode, nameZh, nameEn, province, technology, capacityW, connectedMonth, holderId, source },
    ...{ publishedAnnualWh, connectedOn, hasStorage, subsidyClass, filedBy },
  };
}

/** One record of all that was filed together; the owner sees it when all is the owner's. */
async function audit(
  tx: Transaction,
  filed: readonly Plant[],
  at: Date,
  by: AuditActor | undefined,
): Promise<void> {
  const [first] = filed;
  if (first === undefined) return;
  const owners = new Set(filed.map(({ holderId }) => holderId));
  await recordAudit(
    tx,
    {
      action: 'plants.filed',
      subject: { kind: 'plant', id: first.code },
      ...(owners.size === 1 && { holderId: first.holderId }),
      after: { count: filed.length, plants: filed.map(({ code }) => code) },
    },
    at,
    by,
  );
}

async function refuseFiledBefore(tx: Transaction, plants: readonly NewPlant[]): Promise<void> {
  const codes = plants.map(({ shortCode }) => shortCode);
  const known = await tx.manager.find(plantEntity, { where: { shortCode: In(codes) } });
  const taken = new Set(known.map(({ shortCode }) => shortCode));
  const faults: FieldFault[] = [];
  codes.forEach((code, at) => {
    if (taken.has(code)) {
      const field = `plants[${at}].shortCode`;
      faults.push(fault(field, 'filed-before', `${code} is filed already`, `${code} 已建档`));
    }
    taken.add(code);
  });
  if (faults.length > 0) throw plantsRefused(faults);
}

function codeOf(plant: NewPlant, powerUse: PowerUse, filedOn: ChinaDate, serialOfDay: number): PlantCode {
  const projectType: ProjectType =
    powerUse === 'off-grid'
      ? 'off-grid'
      : plant.technology === 'solar-pv-distributed'
        ? 'distributed'
        : 'centralised';
  const { technology, province } = plant;
  return encodePlantCode({ projectType, technology, filedOn, province, serialOfDay });
}

/** Gives out the serials of a day, province by province; call it under the filing lock. */
async function serialsOfDay(tx: Transaction, day: ChinaDate): Promise<(province: ProvinceCode) => number> {
  const rows = await tx.query<{ province: string; last: number }>(
    `select substr(code, 10, 2) as province, max(substr(code, 12, 5)::int) as last
       from certificates.plant where substr(code, 4, 6) = $1 group by 1`,
    [day.slice(2).replaceAll('-', '')],
  );
  const last = new Map(rows.map((row) => [row.province, row.last]));
  return (province) => {
    const serial = (last.get(province) ?? 0) + 1;
    last.set(province, serial);
    return serial;
  };
}

/** The account of each plant's owner: the one named, the owner's first, or a new one. */
async function accountsFor(tx: Transaction, plants: readonly NewPlant[]): Promise<string[]> {
  const holders = [...new Set(plants.map(({ holderId }) => holderId))];
  const open = await holdingAccountsOf(tx, holders);
  const first = new Map([...open].reverse().map(({ holderId, number }) => [holderId, number]));
  for (const { accountNumber, holderId } of plants) {
    if (accountNumber === undefined) continue;
    const owned = open.some((account) => account.number === accountNumber && account.holderId === holderId);
    if (!owned) throw accountNotOfHolder(accountNumber);
  }
  const without = holders.filter(
    (holder) =>
      !first.has(holder) &&
      plants.some(({ holderId, accountNumber }) => holderId === holder && accountNumber === undefined),
  );
  const opened = await openAccounts(
    tx,
    without.map((holderId) => ({ holderId, kind: 'holding' as const })),
  );
  without.forEach((holder, at) => first.set(holder, opened[at] ?? ''));
  return plants.map(({ holderId }) => first.get(holderId) ?? '');
}
