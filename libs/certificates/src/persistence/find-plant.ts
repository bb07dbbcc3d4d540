import type { EntityManager } from 'typeorm';
import { plantUnknown } from '../domain/refusals';
import { type Plant, plantEntity } from './plant.entity';

/** The plant with a short code or 17-digit code. @throws Refusal GEC_PLANT_UNKNOWN */
export async function findPlant(manager: EntityManager, name: string): Promise<Plant> {
  const where = /^\d{17}$/.test(name)
    ? [{ code: name as Plant['code'] }, { shortCode: name }]
    : { shortCode: name };
  const plant = await manager.findOne(plantEntity, { where });
  if (plant === null) throw plantUnknown(name);
  return plant;
}
