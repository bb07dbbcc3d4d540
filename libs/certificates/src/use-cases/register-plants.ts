import type { Transaction } from '@carbon/database';
import { type FieldFault, fault } from '@carbon/kernel';
import { type AssetFacts, registerAsset } from '@carbon/sources';
import { plantsRefused } from '../domain/refusals';
import { claimAsset, filedAs, plantsWithoutAsset } from '../persistence/plant-assets';
import type { Plant } from '../persistence/plant.entity';
import { lockFiling } from './locks';

/**
 * Enters what plants are, physically, with the room of sources. One that is certainly another's (the same meter) is
 * refused, of another holder without saying what it is and whose; one that may be is filed and issues nothing until two people have decided (INV-04).
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
    const { of, filedAs } = await register(tx, plant, given[at]?.meters ?? [], now);
    if (of !== plant.holderId) {
      const en = `${plant.shortCode} has a meter or number of what another holder has filed; the registry finds out whose it is`;
      const zh = `${plant.shortCode} 的电表或编号已属于其他主体建档的资产，由登记机构核实归属`;
      faults.push(fault(`plants[${at}]`, 'of-another', en, zh));
    } else if (filedAs !== undefined) {
      const en = `${plant.shortCode} is the plant that is filed as ${filedAs}`;
      const zh = `${plant.shortCode} 与已建档的 ${filedAs} 为同一电站`;
      faults.push(fault(`plants[${at}]`, 'filed-before', en, zh));
    }
  }
  if (faults.length > 0) throw plantsRefused(faults);
}

/** Enters one plant; tells whose its asset is, and the short code of the plant that it belongs to already. */
async function register(
  tx: Transaction,
  plant: Plant,
  meters: readonly string[],
  now: Date,
): Promise<{ readonly of: string; readonly filedAs: string | undefined }> {
  const { asset } = await registerAsset(tx, {
    facts: factsOf(plant, meters),
    holderId: plant.holderId,
    filedAs: filedAs(plant.code),
    now,
  });
  return { of: asset.holderId, filedAs: await claimAsset(tx, plant.id, asset.id, now) };
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
