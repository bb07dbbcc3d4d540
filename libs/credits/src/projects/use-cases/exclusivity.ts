import type { Transaction } from '@carbon/database';
import { chinaMonth, type ChinaMonth } from '@carbon/kernel';
import type { Cause, Ledger } from '@carbon/ledger';
import {
  canonicalPlantCodes,
  endReservation,
  type ExclusivityDone,
  freezeUntraded,
  reserveEnergy,
  thawUntraded,
} from '@carbon/sources';
import type { Methodology } from '../../domain/methodologies/methodology';
import { monthOf, monthsBetween } from '../../domain/months';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { energyOfMonths, monthsOfRanges, type Range } from '../domain/energy-of-months';
import { plantCodeMissing } from '../domain/refusals';
import type { Project } from '../persistence/project';

/** Whether a project and certificates of its plant exclude each other by the rules of its scheme (EXC-001 to EXC-005). */
export function excludesCertificates(
  { exclusivity }: Pick<CreditScheme, 'exclusivity'>,
  { sourceKind }: Pick<Methodology, 'sourceKind'>,
): boolean {
  return exclusivity.value !== null && sourceKind === 'energy';
}

/** What the registration of a project did to certificates. */
export interface EnergyReserved {
  readonly frozen: ExclusivityDone['units'];
  /** EXC-002: months whose certificates were traded: they earn no reductions. */
  readonly tradedMonths: readonly ChinaMonth[];
}

/**
 * EXC-003: reserves the energy of the crediting months and freezes the untraded certificates of those that have been.
 * @throws Refusal CREDITS_PLANT_CODE_MISSING, SOURCE_RESERVED, SOURCE_UNITS_BUSY
 */
export async function reserveProjectEnergy(
  tx: Transaction,
  ledger: Ledger,
  project: Pick<Project, 'number' | 'assetId' | 'plantCode' | 'creditingFrom' | 'creditingTo'>,
  now: Date,
  cause: Cause,
): Promise<EnergyReserved> {
  const { number, assetId, plantCode, creditingFrom, creditingTo } = project;
  if (plantCode === null) throw plantCodeMissing();
  const [from, to] = [monthOf(creditingFrom), monthOf(creditingTo)];
  await reserveEnergy(tx, { project: number, assetId, from, to, now });
  const ranges = await energySoFar(tx, plantCode, from, to, now);
  const { units, traded } = await freezeUntraded(tx, ledger, ranges, cause);
  return { frozen: units, tradedMonths: monthsOfRanges(traded) };
}

/** Undoes the reservation when a project is cancelled: certificates that wait are free again. */
export async function releaseProjectEnergy(
  tx: Transaction,
  ledger: Ledger,
  project: Pick<Project, 'number' | 'plantCode' | 'creditingFrom' | 'creditingTo'>,
  now: Date,
  cause: Cause,
): Promise<ExclusivityDone['units']> {
  const { number, plantCode, creditingFrom, creditingTo } = project;
  await endReservation(tx, number, now);
  if (plantCode === null) return [];
  const ranges = await energySoFar(tx, plantCode, monthOf(creditingFrom), monthOf(creditingTo), now);
  return (await thawUntraded(tx, ledger, ranges, cause)).units;
}

/** Nothing is issued for months that are not over, so that they need no look. */
async function energySoFar(
  tx: Transaction,
  plantCode: string,
  from: ChinaMonth,
  to: ChinaMonth,
  now: Date,
): Promise<Range[]> {
  const today = chinaMonth(now);
  const months = monthsBetween(from, to < today ? to : today);
  const code = (await canonicalPlantCodes(tx, [plantCode])).get(plantCode) ?? plantCode;
  return energyOfMonths(code, months);
}
