import type { ExternalBlock } from './external-block';
import { FOREIGN_REGISTRIES } from './registries';

/**
 * The instrument of a batch: `VCS:9660`, `GS:7495/2025/30645`, `JCM:…`. I-REC numbers name no batch: there it is the
 * device and its production period, `IREC:DEVICE-01/2025`.
 */
export function foreignInstrument(
  { registry, batch }: Pick<ExternalBlock, 'registry' | 'batch'>,
  { project, vintage }: { readonly project: string; readonly vintage: string },
): string {
  const { prefix } = FOREIGN_REGISTRIES[registry];
  return registry === 'I-REC' ? `${prefix}:${project}/${vintage}` : `${prefix}:${batch}`;
}
