import type { Transaction } from '@carbon/database';
import type { SourceRange } from '@carbon/ledger';
import { freeRanges, sourcedUnits } from '@carbon/sources';
import { dayNumber, energyKey, reductionKey, stockKey } from '@carbon/sources/domain';
import type { Methodology } from '../../domain/methodologies/methodology';
import { energyOfMonths } from '../../projects/domain/energy-of-months';
import type { Project } from '../../projects/persistence/project';
import { plantOfProject } from '../../projects/use-cases/plant-of-project';
import { meteredMonths } from '../domain/metered-energy';
import { monthsCertified, stockTooSmall } from '../domain/refusals';
import type { Report } from '../persistence/report';

/**
 * Everything that stands behind the reductions of a report (INV-04): the days of the asset; the energy of the
 * months of its plant, in whichever scheme; the growth of its stock. The ledger refuses whatever stands behind other units.
 * @throws Refusal CREDITS_MONTHS_CERTIFIED where energy of the months backs other units; CREDITS_STOCK_TOO_SMALL
 */
export async function sourcesOf(
  tx: Transaction,
  report: Report,
  project: Pick<Project, 'plantCode'>,
  assetId: string,
  methodology: Methodology,
): Promise<SourceRange[]> {
  const days = {
    key: reductionKey(assetId),
    from: dayNumber(report.periodFrom),
    to: dayNumber(report.periodTo) + 1n,
  };
  const { sourceKind } = methodology;
  if (sourceKind === 'energy') {
    const plant = await plantOfProject(tx, { plantCode: project.plantCode, assetId });
    return plant === null ? [days] : [...(await energyOf(tx, report, plant, methodology)), days];
  }
  return sourceKind === 'stock' ? [...stocksOf(report), days] : [days];
}

async function energyOf(
  tx: Transaction,
  { inputs }: Report,
  code: string,
  methodology: Methodology,
): Promise<SourceRange[]> {
  const metered = meteredMonths(methodology, inputs.months);
  const months = [...metered.keys()];
  const taken = await sourcedUnits(tx, energyOfMonths(code, months));
  if (taken.length > 0) throw monthsCertified(taken.map(({ instrument }) => instrument));
  const free: SourceRange[] = [];
  for (const [month, wh] of metered) {
    if (wh > 0n) free.push(...(await freeRanges(tx, { key: energyKey(code, month), from: 0n, to: wh })));
  }
  return free;
}

function stocksOf({ stocks, appliedT }: Report): SourceRange[] {
  const ranges = stocks.map(({ parcel, fromKg, toKg }) => ({
    ...{ key: stockKey(parcel), from: BigInt(fromKg), to: BigInt(toKg) },
  }));
  const grownKg = ranges.reduce((sum, { from, to }) => sum + to - from, 0n);
  if (appliedT !== null && grownKg < appliedT * KG_PER_T) throw stockTooSmall(grownKg, appliedT);
  return ranges;
}

const KG_PER_T = 1_000n;
