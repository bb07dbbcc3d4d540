import { type FieldOptions, IsListOf, IsText, IsWholeNumberString } from '@carbon/http';
import type { PartFigure } from '../domain/verified-parts';

const EXAMPLE_HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Number (or id) of an emission report. */
export function IsEmissionReportName(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Emission report, by number or id. 排放报告编号',
    example: 'ER000012',
    max: 40,
    pattern: /^(ER\d{6,12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    ...options,
  });
}

/** SHA-256 of an uploaded document, hex. */
export function IsDocumentSha256(
  description: string,
  options: Partial<FieldOptions> = {},
): PropertyDecorator {
  return IsText({
    description,
    example: EXAMPLE_HASH,
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    ...options,
  });
}

/** Id of a unit, line or process within a report. */
export function IsPartId(options: Partial<FieldOptions> = {}): PropertyDecorator {
  return IsText({
    description: 'Unit, line or process: its code. 机组、生产线或工序编号',
    example: '1',
    max: 80,
    pattern: /^[^\s,"'<>\\]{1,80}$/u,
    ...options,
  });
}

/** Where in a report: a JSON path, or `total`. */
export function IsReportField(): PropertyDecorator {
  return IsText({
    description: 'Where in the report. 所指字段',
    example: 'flows[3].ncv',
    max: 120,
    pattern: /^[A-Za-z0-9[\].]{1,120}$/,
  });
}

/** Verified tonnes of one unit or line. */
export class VerifiedPartBody {
  @IsPartId()
  id!: string;

  @IsWholeNumberString({ description: 'Whole tonnes CO2e. 核查量（吨）', example: '2451900' })
  verifiedT!: string;
}

/** A list of parts that differ; none is allowed. */
export function ArePartFigures(
  description: string,
  options: { readonly optional?: boolean } = {},
): PropertyDecorator {
  return IsListOf(() => VerifiedPartBody, { description, min: 0, max: 500, ...options });
}

export const partFigures = (parts: readonly VerifiedPartBody[] = []): PartFigure[] =>
  parts.map(({ id, verifiedT }) => ({ id, verifiedT: BigInt(verifiedT) }));
