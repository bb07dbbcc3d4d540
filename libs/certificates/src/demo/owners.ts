import type { PlantRow } from '../domain/csv/plants-csv';
import { provinceByCode } from '../domain/provinces';

/** A holder to be entered for the demonstration. */
export interface DemoHolder {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: 'generator' | 'key-emitter' | 'organisation' | 'project-owner';
  readonly province: string;
  readonly source: string;
}

/** Plants that stand at an enterprise of the same file belong to it; all others have a made-up owner of their own. */
const OWNED_BY_ENTERPRISE: Readonly<Record<string, string>> = { BGWPV: 'E008', DFSWN: 'E010' };

/** The code of the holder that owns a demonstration plant. */
export function ownerOf(plant: string): string {
  return OWNED_BY_ENTERPRISE[plant] ?? `P-${plant}`;
}

/** The made-up project company of a plant; undefined when an enterprise owns it. */
export function projectCompany(plant: PlantRow): DemoHolder | undefined {
  if (plant.code in OWNED_BY_ENTERPRISE) return undefined;
  return {
    code: ownerOf(plant.code),
    nameZh: `${plant.nameZh}项目公司（示例）`,
    nameEn: `${plant.nameEn} Project Company (example)`,
    kind: 'generator',
    province: provinceByCode(plant.province)?.zh ?? plant.province,
    source: 'synthetic',
  };
}
