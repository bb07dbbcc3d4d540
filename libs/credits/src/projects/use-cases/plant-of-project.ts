import type { Transaction } from '@carbon/database';
import { canonicalPlantCodes, plantsOfAsset } from '@carbon/sources';
import type { Methodology } from '../../domain/methodologies/methodology';
import { plantCodeMissing } from '../domain/refusals';
import type { Project } from '../persistence/project';

/**
 * The code under which the energy of a project's plant counts: of the plant it names, or of the one that its asset is
 * filed as, whether it names it or not. Null where nobody filed a plant.
 */
export async function plantOfProject(
  tx: Transaction,
  { plantCode, assetId }: Pick<Project, 'plantCode' | 'assetId'>,
): Promise<string | null> {
  const code = plantCode ?? (await plantsOfAsset(tx, assetId))[0];
  return code === undefined ? null : ((await canonicalPlantCodes(tx, [code])).get(code) ?? code);
}

/**
 * INV-04: what earns units of energy and is filed as a plant names that plant, in every scheme: its MWh may earn
 * certificates too. @throws Refusal CREDITS_PLANT_CODE_MISSING
 */
export async function requirePlantNamed(
  tx: Transaction,
  { sourceKind }: Pick<Methodology, 'sourceKind'>,
  project: Pick<Project, 'plantCode' | 'assetId'>,
): Promise<void> {
  if (sourceKind !== 'energy' || project.plantCode !== null) return;
  if ((await plantOfProject(tx, project)) !== null) throw plantCodeMissing();
}
