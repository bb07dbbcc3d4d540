import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { examineMeterMonth } from '../domain/plausibility/meter-month';
import { plausibilityPackOn } from '../domain/plausibility/plausibility-pack';
import { completeness, type Preview, previewOf } from '../domain/readings/preview';
import { readBatchMonths } from '../persistence/batch-months';

/** What committing a batch would do now. */
export async function previewBatch(reader: Reader, batchId: string, now: Date): Promise<Preview> {
  const pack = plausibilityPackOn(chinaDate(now));
  const months = await readBatchMonths(reader, batchId);
  return previewOf(
    months.map(({ technology, capacityKw, previousEnergyWh, coveredSeconds, monthSeconds, ...month }) => ({
      ...month,
      completenessPercent: completeness(BigInt(coveredSeconds), BigInt(monthSeconds)),
      flags: examineMeterMonth(
        {
          ...{ technology, capacityKw },
          energyWh: BigInt(month.energyAfterWh),
          coveredSeconds: BigInt(coveredSeconds),
          previousEnergyWh: previousEnergyWh === null ? null : BigInt(previousEnergyWh),
        },
        pack,
      ),
    })),
  );
}
