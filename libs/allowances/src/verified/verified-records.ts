import type { VerifiedFigures, VerifiedLine, VerifiedUnit } from '../domain/index';

type UnitRecord = Omit<VerifiedUnit, 'verifiedT'> & { readonly verifiedT: string };
type LineRecord = Omit<VerifiedLine, 'emissionsT'> & { readonly emissionsT: string };

export interface VerifiedRow {
  readonly id: string;
  readonly market: string;
  readonly year: number;
  readonly holder_id: string;
  readonly version: number;
  readonly sector: VerifiedFigures['sector'];
  readonly province: string | null;
  readonly verified_t: string;
  readonly units: readonly UnitRecord[];
  readonly lines: readonly LineRecord[];
  readonly source: string;
  readonly recorded_at: Date;
}

/** Verified figures as they stand, with the version they are. */
export interface VerifiedYear extends VerifiedFigures {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: Date;
}

export const toUnitRecord = (unit: VerifiedUnit): UnitRecord => ({
  ...unit,
  verifiedT: unit.verifiedT.toString(),
});

export const toLineRecord = (line: VerifiedLine): LineRecord => ({
  ...line,
  emissionsT: line.emissionsT.toString(),
});

export function verifiedYearOf(row: VerifiedRow): VerifiedYear {
  return {
    id: row.id,
    version: row.version,
    market: row.market,
    year: row.year,
    holderId: row.holder_id,
    sector: row.sector,
    province: row.province,
    verifiedT: BigInt(row.verified_t),
    units: row.units.map((unit) => ({ ...unit, verifiedT: BigInt(unit.verifiedT) })),
    lines: row.lines.map((line) => ({ ...line, emissionsT: BigInt(line.emissionsT) })),
    source: row.source,
    recordedAt: row.recorded_at,
  };
}
