import {
  ADJUSTMENT_DECLARATIONS,
  ADJUSTMENT_STATUSES,
  type CadTrustUnit,
  requireCadTrustUnit,
  type UnitStatus,
} from './cad-trust-unit';

/** What is known of a run of units before it is put into the words of the exchange. */
export interface UnitFacts {
  readonly instrument: string;
  readonly period: string | null;
  readonly first: string;
  readonly last: string;
  readonly country: string;
  readonly status: UnitStatus;
  readonly purpose: string | null;
  readonly vintage: string | null;
  readonly declaration: string | null;
  readonly adjustment: string | null;
}

/** @throws Refusal INPUT_MALFORMED when the run breaks SER-008 */
export function unitOfRun(run: UnitFacts, site: string): CadTrustUnit {
  const { instrument, first, last, country, status, purpose } = run;
  return requireCadTrustUnit({
    unitBlockStart: first,
    unitBlockEnd: last,
    unitCount: (BigInt(last) - BigInt(first) + 1n).toString(),
    vintageYear: vintageOf(run),
    unitType: 'Not Determined',
    unitStatus: status,
    ...(purpose === null ? {} : { unitStatusReason: purpose }),
    unitRegistryLink: `${site}/v1/instruments/${encodeURIComponent(instrument)}`,
    correspondingAdjustmentDeclaration: worded(run.declaration, ADJUSTMENT_DECLARATIONS, 'Unknown'),
    correspondingAdjustmentStatus: worded(run.adjustment, ADJUSTMENT_STATUSES, 'Not Applicable'),
    countryJurisdictionOfOwner: country,
  });
}

/** The year in which the reductions ended; 0 where nothing says it. */
function vintageOf({ vintage, instrument, period }: UnitFacts): number {
  const ended = /-\d{8}-(\d{4})\d{4}$/.exec(instrument)?.[1];
  return Number(/^\d{4}/.exec(vintage ?? ended ?? period ?? '')?.[0] ?? 0);
}

/** Our words are theirs in lower case with hyphens. */
function worded<T extends string>(text: string | null, words: readonly T[], otherwise: T): T {
  return words.find((word) => word.toLowerCase().replaceAll(' ', '-') === text) ?? otherwise;
}
