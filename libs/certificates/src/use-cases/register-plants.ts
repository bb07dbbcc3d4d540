import type { Transaction } from '@carbon/database';
import { type FieldFault, fault } from '@carbon/kernel';
import { type AssetFacts, registerAsset } from '@carbon/sources';
import { plantsRefused } from '../domain/refusals';
import { claimAsset, filedAs, plantsWithoutAsset } from '../persistence/plant-assets';
import type { Plant } from '../persistence/plant.entity';
import { lockFiling } from './locks';

/**
 * Enters what plants are, physically, with the room of sources. One that is certainly another's (the same meter) is
 * refused; one that may be is filed and issues nothing until two people have decided (INV-04).
 * @throws Refusal GEC_PLANTS_REFUSED
 */
export async function registerPlants(
  tx: Transaction,
  plants: readonly Plant[],
  given: readonly { readonly meters?: readonly string[] }[],
  now: Date,
): Promise<void> {
  const faults: FieldFault[] = [];
  for (const [at, plant] of plants.entries()) {
    const other = await register(tx, plant, given[at]?.meters ?? [], now);
    if (other === undefined) continue;
    const en = `${plant.shortCode} is the plant that is filed as ${other}`;
    const zh = `${plant.shortCode} 与已建档的 ${other} 为同一电站`;
    faults.push(fault(`plants[${at}]`, 'filed-before', en, zh));
  }
  if (faults.length > 0) throw plantsRefused(faults);
}

/** Enters one plant; gives the short code of the plant that its asset belongs to already. */
async function register(
  tx: Transaction,
  plant: Plant,
  meters: readonly string[],
  now: Date,
): Promise<string | undefined> {
  const { asset } = await registerAsset(tx, {
    facts: factsOf(plant, meters),
    holderId: plant.holderId,
    filedAs: filedAs(plant.code),
    now,
  });
  return claimAsset(tx, plant.id, asset.id, now);
}

function factsOf(plant: Plant, meters: readonly string[]): AssetFacts {
  const { code, nameZh, nameEn, province, technology, capacityW, connectedOn } = plant;
  return {
    kind: 'power-plant',
    names: [...new Set([nameZh, nameEn])],
    province,
    technology,
    capacityKw: kilowatts(capacityW),
    ...(connectedOn !== null && { startedOn: connectedOn }),
    meters,
    numbers: { plantFile: code },
    parcels: [],
  };
}

/** Exact: three decimal places. */
function kilowatts(capacityW: bigint): string {
  const fraction = (capacityW % 1_000n).toString().padStart(3, '0').replace(/0+$/, '');
  return `${capacityW / 1_000n}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Enters plants that were filed before there were assets. Returns how many; again it does nothing. */
export async function registerEarlierPlants(tx: Transaction, now: Date): Promise<number> {
  await lockFiling(tx);
  const plants = await plantsWithoutAsset(tx);
  for (const plant of plants) await register(tx, plant, [], now);
  return plants.length;
}
